// Where a config file is searched.

/** From the folder in which the command is run: itself first. */
export const CONFIG_FOLDERS = ['.', 'src', 'server'] as const

export const CONFIG_NAMES = ['mooring.config.ts', 'mooring.config.js', 'mooring.config.mjs'] as const
