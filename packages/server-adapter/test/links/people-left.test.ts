// People who are gone: the connections that hang on their consent say so in good time.
import { connectionSchema } from '@mooring/contract/schemas'
import { describe, expect, it } from 'vitest'
import { HARBOR_TEA, STORES, useLinkStages } from './link-ground.ts'

const open = useLinkStages()
const WHOLESALE = { user: 'ada', company: 'Harbor Tea Wholesale' }

describe.each(STORES)('people.left on %s', (store) => {
  it('marks what that person authorized, once, until someone else re-authorizes', async () => {
    const at = await open(store)
    at.id = (await at.ada.connect(at.control, HARBOR_TEA)).id
    const ben = at.stage.browser('harbor', 'ben')
    const other = await ben.connect(at.control, WHOLESALE)
    const elsewhere = at.stage.browser('northwind', 'ada')
    const theirs = await elsewhere.connect(at.control, { user: 'ben', company: 'Northwind Bakery' })
    for (let index = 0; index < 2; index++)
      expect(await at.tenant.people.left('ada')).toMatchObject([{ id: at.id, authorizedBy: { left: true } }])
    const marked = connectionSchema.parse(await at.connection())
    expect(marked).toMatchObject({ status: 'connected', usable: true })
    expect(marked.authorizedBy).toEqual({ userId: 'ada', displayName: 'ADA', left: true })
    for (const [browser, id] of [
      [ben, other.id],
      [elsewhere, theirs.id],
    ] as const)
      expect((await browser.get(`/connections/${id}`)).body).not.toHaveProperty('authorizedBy.left')
    await at.typesOf()
    const received = at.stage.events.filter(({ type }) => type === 'connection.owner_left')
    expect(received).toMatchObject([{ connectionId: at.id, actor: null, data: { userId: 'ada' } }])
    expect((await at.history()).map(({ type }) => type)).toContain('connection.owner_left')
    await ben.goThrough(at.control, HARBOR_TEA, { connectionId: at.id })
    expect((await at.connection()).authorizedBy).toEqual({ userId: 'ben', displayName: 'BEN' })
  })

  it('leaves disconnected ones alone, knows no one else, and refuses what is not an id', async () => {
    const at = await open(store)
    at.id = (await at.ada.connect(at.control, HARBOR_TEA)).id
    await at.ada.post(`/connections/${at.id}/disconnect`)
    expect(await at.tenant.people.left('ada')).toEqual([])
    expect(await at.tenant.people.left('nobody')).toEqual([])
    expect((await at.connection()).authorizedBy).not.toHaveProperty('left')
    for (const id of ['', undefined, 7, 'a\0b'])
      await expect(at.tenant.people.left(id as string)).rejects.toMatchObject({ code: 'invalid_request' })
  })
})
