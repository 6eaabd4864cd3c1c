#!/usr/bin/env bash
# Playwright 1.65.1 can start Firefox ESR 153 over WebDriver BiDi (channel "moz-firefox") but can't open a context in it: it sends
# `emulation.setMediaFeaturesOverride` for each, wanted or not, which this Firefox does not know.
# Seen with playwright-core 1.65.1 and Firefox 153.8.0esr, on Debian 12:
#   browser.newContext: Protocol error (emulation.setMediaFeaturesOverride): unknown command
# Ends with 0 while that is so, with 1 once it has changed, with 2 where there is no Firefox to try it with. Needs npm and Debian's firefox-esr.
set -euo pipefail

program="${FIREFOX_PATH:-/usr/bin/firefox-esr}"
if [ ! -x "$program" ]; then
  echo "There is no Firefox at $program: install Debian's firefox-esr or set FIREFOX_PATH." >&2
  exit 2
fi
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts playwright-core@1.65.1
cat > try.mjs << 'SCRIPT'
import { firefox } from 'playwright-core'

const browser = await firefox.launch({ executablePath: process.argv[2], channel: 'moz-firefox', timeout: 120_000 })
const version = browser.version()
const seen = await browser.newContext().then(
  () => 'a context was opened',
  (error) => error.message.split('\n')[0],
)
await browser.close()
console.log(`Firefox ${version}: ${seen}`)
process.exitCode = seen.includes('(emulation.setMediaFeaturesOverride): unknown command') ? 0 : 1
SCRIPT
timeout --kill-after=10 180 node try.mjs "$program"
