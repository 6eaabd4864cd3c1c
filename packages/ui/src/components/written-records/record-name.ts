// What people call a record.
import type { WrittenRecord } from '@mooring/contract'
import type { enWrites } from '@mooring/messages/en-writes'
import { messageOf } from '../../core/message-of.ts'

/** Its kind: in words, or Intuit's name of it, as "Resell Item". */
export const kindOf = ({ entity }: WrittenRecord, { entities }: typeof enWrites): string =>
  messageOf(entities, entity, entity.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '))

/** The number that people know it by; where it has none, its id. */
export const numberOf = ({ docNumber, entityId }: WrittenRecord): string => docNumber ?? entityId

/** Intuit's answer to a deletion has no number: it is the one that the record had before. */
export function withNumbers(newestFirst: readonly WrittenRecord[]): WrittenRecord[] {
  const keyOf = ({ entity, entityId }: WrittenRecord) => `${entity} ${entityId}`
  const numbers = new Map(
    newestFirst.toReversed().flatMap((record) => {
      const { docNumber } = record
      return docNumber === null ? [] : [[keyOf(record), docNumber] as const]
    }),
  )
  return newestFirst.map((record) => {
    const docNumber = record.docNumber ?? numbers.get(keyOf(record)) ?? null
    return docNumber === record.docNumber ? record : { ...record, docNumber }
  })
}
