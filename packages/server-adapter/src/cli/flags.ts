// The options of commands.
import type { Command, Flag } from './command.ts'

export const GLOBAL_FLAGS: Readonly<Record<string, Flag>> = {
  config: { type: 'string', form: '--config <file>', what: 'the config (default: mooring.config.* here)' },
  json: { type: 'boolean', form: '--json', what: 'one JSON value on standard output, errors included' },
  help: { type: 'boolean', form: '--help', what: 'this text' },
}

const { config: _config, ...GLOBAL_BUT_CONFIG } = GLOBAL_FLAGS

/** All options that a command takes. */
export const flagsOf = ({ flags, isWithoutConfig }: Command): Readonly<Record<string, Flag>> => ({
  ...flags,
  ...(isWithoutConfig ? GLOBAL_BUT_CONFIG : GLOBAL_FLAGS),
})
