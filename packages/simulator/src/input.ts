// Strict reading of what callers hand in: unknown fields and wrong values are refused by name.

/** What the simulator was handed is not usable; the message names the field and what it expects. */
export class InputError extends Error {
  override readonly name = 'InputError'
}

/** What one field accepts. */
export interface Rule {
  readonly expects: string
  readonly accepts: (value: unknown) => boolean
  readonly optional?: boolean
}

/** The same rule for a field that may be left out. */
export const optional = (rule: Rule): Rule => ({ ...rule, optional: true })

/** One of the words given. */
export const oneOf = (words: readonly string[]): Rule => ({
  expects: `one of ${words.join(', ')}`,
  accepts: (value) => typeof value === 'string' && words.includes(value),
})

/** A number within bounds, both included. */
export const numberWithin = (least: number, most: number): Rule => ({
  expects: `a number from ${least} to ${most}`,
  accepts: (value) => typeof value === 'number' && value >= least && value <= most,
})

/** Text with something in it. */
export const text: Rule = {
  expects: 'text that is not empty',
  accepts: (value) => typeof value === 'string' && value.trim() !== '',
}

/** Text, also an empty one. */
export const anyText: Rule = { expects: 'text', accepts: (value) => typeof value === 'string' }

/** True or false. */
export const flag: Rule = { expects: 'true or false', accepts: (value) => typeof value === 'boolean' }

/** Intuit's company id: up to 20 digits. */
export const realmId: Rule = {
  expects: 'a realm id of up to 20 digits',
  accepts: (value) => typeof value === 'string' && /^[0-9]{1,20}$/.test(value),
}

/** A list whose every item the rule accepts. */
export const listOf = (rule: Rule): Rule => ({
  expects: `a list, each item ${rule.expects}`,
  accepts: (value) => Array.isArray(value) && value.every((item) => rule.accepts(item)),
})

/** An absolute http or https URL. */
export const webAddress: Rule = {
  expects: 'an absolute http or https URL',
  accepts: (value) => typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
}

/** Whether it is an object with fields, not an array and not null. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Reads an object field by field; `what` names it in messages.
 * @throws {InputError} for a value that is not an object, an unknown field, a missing or a wrong one.
 */
export function readFields<T>(input: unknown, rules: Readonly<Record<string, Rule>>, what: string): T {
  if (!isRecord(input)) throw new InputError(`${what} must be an object.`)
  for (const name of Object.keys(input)) {
    if (!Object.hasOwn(rules, name)) {
      throw new InputError(`${what} has no field "${name}". Known: ${Object.keys(rules).join(', ')}.`)
    }
  }
  for (const [name, rule] of Object.entries(rules)) {
    const value = input[name]
    if (value === undefined && rule.optional) continue
    if (!rule.accepts(value)) throw new InputError(`${what}: "${name}" must be ${rule.expects}.`)
  }
  return input as T
}
