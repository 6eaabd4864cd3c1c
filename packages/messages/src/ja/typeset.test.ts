// Spaces and line ends in Japanese.
import { expect, it } from 'vitest'
import { typeset } from './typeset.ts'

it.each([
  ['Harbor Tea Co.', '接続先は Harbor Tea Co.\u00a0です。'],
  ['港茶 本店', '接続先は港茶\u00a0本店です。'],
  ['港茶（横浜）', '接続先は港茶（横浜）です。'],
  ['\u2068متجر الشاي\u2069', '接続先は \u2068متجر الشاي\u2069\u00a0です。'],
])('spaces a sentence about %s', (name, text) => {
  expect(typeset`接続先は ${name} です。`).toBe(text)
})

it('keeps a number, its counter and its label on one line', () => {
  expect(typeset`確認：${'3 分前'}。`).toBe('確認：\u20603\u00a0分前。')
})
