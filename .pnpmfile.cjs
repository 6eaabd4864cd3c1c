// The node-*-* packages publish "os" and "cpu" as plain strings; pnpm honours arrays only,
// and would install every platform's Node otherwise.
module.exports = {
  hooks: {
    readPackage(pkg) {
      if (/^node-(bin-)?(linux|darwin|win)-/.test(pkg.name)) {
        pkg.os = [].concat(pkg.os)
        pkg.cpu = [].concat(pkg.cpu)
      }
      return pkg
    },
  },
}
