// Shell scripts that complete the command line: made of the commands themselves.
import type { Command } from 'commander'
import type { Shell } from './shells.ts'
import { fullName, leavesOf } from './usage-error.ts'

interface Words {
  /** What the first word may be, and what it does; of commands of two words their first. */
  readonly first: ReadonlyMap<string, string>
  /** What may follow a first word of two. */
  readonly second: ReadonlyMap<string, readonly string[]>
  /** The options of a command, by its words. */
  readonly flags: ReadonlyMap<string, readonly string[]>
  /** Those that take a file. */
  readonly files: readonly string[]
}

export function completionScript(shell: Shell, program: Command): string {
  const words = wordsOf(program)
  return { bash, zsh, fish }[shell](words)
}

function wordsOf(program: Command): Words {
  const leaves = leavesOf(program)
  const groups = program.commands.filter(({ commands }) => commands.length > 0)
  const options = leaves.flatMap((leaf) => leaf.options)
  const takingFiles = options.filter(({ flags }) => /<(?:.*\| )?file>/.test(flags))
  return {
    first: new Map(program.commands.map((each) => [each.name(), each.summary()])),
    second: new Map(groups.map((group) => [group.name(), group.commands.map((each) => each.name())])),
    flags: new Map(leaves.map((leaf) => [fullName(leaf), longOptionsOf(leaf)])),
    files: [...new Set(takingFiles.map(({ long }) => String(long)))],
  }
}

const longOptionsOf = (leaf: Command): string[] =>
  leaf
    .createHelp()
    .visibleOptions(leaf)
    .map(({ long }) => String(long))

const cases = (
  entries: Iterable<readonly [string, readonly string[]]>,
  line: (words: readonly string[]) => string,
) => [...entries].map(([name, words]) => `    ${JSON.stringify(name)}) ${line(words)} ;;`).join('\n')

const bash = ({ first, second, flags, files }: Words): string => `# mooring completion for bash
_mooring() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" choices=""
  COMPREPLY=()
  if [[ "$previous" == ${files.join(' || "$previous" == ')} ]]; then
    COMPREPLY=($(compgen -f -- "$current"))
    return
  fi
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "${[...first.keys()].join(' ')} --help" -- "$current"))
    return
  fi
  case "$command" in
${cases(second, (words) => `choices="${words.join(' ')}"`)}
  esac
  if [[ -n "$choices" ]]; then
    if [[ $COMP_CWORD -eq 2 ]]; then
      COMPREPLY=($(compgen -W "$choices" -- "$current"))
      return
    fi
    command="$command \${COMP_WORDS[2]}"
  fi
  case "$command" in
${cases(flags, (words) => `choices="${words.join(' ')}"`)}
    *) choices="" ;;
  esac
  COMPREPLY=($(compgen -W "$choices" -- "$current"))
}
complete -F _mooring mooring
`

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const zsh = ({ first, second, flags, files }: Words): string => `#compdef mooring
# mooring completion for zsh
_mooring() {
  local command="$words[2]"
  local -a choices
  if [[ "$words[CURRENT-1]" == ${files.join(' || "$words[CURRENT-1]" == ')} ]]; then
    _files
    return
  fi
  if (( CURRENT == 2 )); then
    choices=(
${[...first].map(([name, what]) => `      ${quoted(`${name}:${what}`)}`).join('\n')}
    )
    _describe command choices
    return
  fi
  case "$command" in
${cases(second, (words) => `choices=(${words.join(' ')})`)}
  esac
  if (( $#choices )); then
    if (( CURRENT == 3 )); then
      compadd -a choices
      return
    fi
    command="$command $words[3]"
  fi
  choices=()
  case "$command" in
${cases(flags, (words) => `choices=(${words.join(' ')})`)}
  esac
  compadd -a choices
}
compdef _mooring mooring
`

const fish = ({ first, second, flags, files }: Words): string => {
  const line = (condition: string, rest: string) => `complete -c mooring -n ${quoted(condition)} ${rest}`
  const ofFlag = (condition: string, flag: string) =>
    line(condition, `-l ${flag.slice(2)}${files.includes(flag) ? ' -r -F' : ''}`)
  return [
    '# mooring completion for fish',
    'complete -c mooring -f',
    ...[...first].map(([name, what]) => line('__fish_use_subcommand', `-a ${name} -d ${quoted(what)}`)),
    ...[...second].map(([head, tails]) =>
      line(
        `__fish_seen_subcommand_from ${head}; and not __fish_seen_subcommand_from ${tails.join(' ')}`,
        `-a ${quoted(tails.join(' '))}`,
      ),
    ),
    ...[...flags].flatMap(([name, own]) => {
      const condition = name
        .split(' ')
        .map((word) => `__fish_seen_subcommand_from ${word}`)
        .join('; and ')
      return own.map((flag) => ofFlag(condition, flag))
    }),
    '',
  ].join('\n')
}
