// What pnpm does otherwise with manifests: those of the packages it installs, and those of the packages it packs.
const { repository } = require('./package.json')

/** The Node packages publish "os" and "cpu" as plain strings; pnpm honours arrays only, and would install every platform's Node otherwise. */
function readPackage(pkg) {
  if (/^node-(bin-)?(linux|darwin|win)-/.test(pkg.name)) {
    pkg.os = [].concat(pkg.os)
    pkg.cpu = [].concat(pkg.cpu)
  }
  return pkg
}

/** Where the repository is: as the root's package.json says, else as the CI does that packs. Null where neither says it. */
function homeOf({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name }) {
  const url =
    typeof repository === 'string' ? repository : (repository?.url ?? (server && name && `${server}/${name}`))
  return url ? url.replace(/^git\+/, '').replace(/\.git$/, '') : null
}

/** A tarball has no sources: the condition that leads to them goes, and so does what only this workspace installs. */
function withoutSources(exports) {
  return Object.fromEntries(
    Object.entries(exports).map(([name, { source: _, ...conditions }]) => [name, conditions]),
  )
}

function beforePacking(pkg) {
  const { exports, devDependencies: _, ...rest } = pkg
  const home = homeOf(process.env)
  return {
    ...rest,
    ...(exports && { exports: withoutSources(exports) }),
    ...(home && {
      repository: { type: 'git', url: `git+${home}.git`, directory: `packages/${pkg.name.split('/')[1]}` },
      homepage: `${home}#readme`,
      bugs: `${home}/issues`,
    }),
  }
}

module.exports = { hooks: { readPackage, beforePacking } }
