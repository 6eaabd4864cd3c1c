// The world at Intuit: people, companies, and who is an admin of what.
import { flag, InputError, listOf, oneOf, optional, readFields, realmId, text } from './input.ts'

/** A person with an Intuit account. */
export interface User {
  id: string
  name: string
  email: string
  emailVerified: boolean
  /** For the e-mail form of the sign-in page; everybody's is "simulator" unless set. */
  password: string
}

/** A person to add; e-mail, password and the companies they administer have defaults. */
export type NewUser = Pick<User, 'id' | 'name'> &
  Partial<Pick<User, 'email' | 'emailVerified' | 'password'>> & { adminOf?: readonly string[] }

/** A QuickBooks company. */
export interface Company {
  /** Digits, at most 20. */
  realmId: string
  name: string
  /** Two letters, ISO 3166. */
  country: string
  /** Where it lives; null fits every app. In reality the client id decides which ones an app is offered. */
  environment: 'sandbox' | 'production' | null
  /** `ended`: left out of the picker; calls answer 6190. */
  subscription: 'active' | 'ended'
  /** Calls answer 140 while true. */
  locked: boolean
}

/** The world as it is saved. */
export interface SavedWorld {
  readonly users: readonly User[]
  readonly companies: readonly Company[]
  /** User id and realm id, with a space between them. */
  readonly admins: readonly string[]
}

/** A company to add: everything but its id and name has a default (US, any environment, active, not locked). */
export type NewCompany = Pick<Company, 'realmId' | 'name'> & Partial<Omit<Company, 'realmId' | 'name'>>

const userChanges = { name: text, email: text, emailVerified: flag, password: text }
const companyChanges = {
  name: text,
  country: text,
  environment: {
    expects: 'sandbox, production or null',
    accepts: (value: unknown) => value === null || value === 'sandbox' || value === 'production',
  },
  subscription: oneOf(['active', 'ended']),
  locked: flag,
}
const allOptional = (rules: Record<string, Parameters<typeof optional>[0]>) =>
  Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, optional(rule)]))
const newUser = { ...allOptional(userChanges), id: text, name: text, adminOf: optional(listOf(realmId)) }
const newCompany = { ...allOptional(companyChanges), realmId, name: text }

/** People and companies, with the admin role between them. Values handed out are copies. */
export class World {
  readonly #users = new Map<string, User>()
  readonly #companies = new Map<string, Company>()
  readonly #admins = new Set<string>()

  constructor(companies: readonly NewCompany[], users: readonly NewUser[]) {
    for (const company of companies) this.addCompany(company)
    for (const user of users) this.addUser(user)
  }

  users = (): User[] => [...this.#users.values()].map((user) => ({ ...user }))
  companies = (): Company[] => [...this.#companies.values()].map((company) => ({ ...company }))
  findUser = (id: string): User | undefined => this.#users.get(id)
  findCompany = (realm: string): Company | undefined => this.#companies.get(realm)

  /** Adds a person. Throws {@link InputError} when the id is taken or a company of theirs is unknown. */
  addUser(input: NewUser): User {
    const { adminOf = [], ...given } = readFields<NewUser>(input, newUser, 'user')
    if (this.#users.has(given.id)) throw new InputError(`There is a user "${given.id}" already.`)
    const user = {
      email: `${given.id}@example.com`,
      emailVerified: true,
      password: 'simulator',
      ...given,
    }
    this.#users.set(user.id, user)
    for (const realm of adminOf) this.setAdmin(user.id, realm, true)
    return { ...user }
  }

  /** Adds a company. Throws {@link InputError} when the realm id is taken. */
  addCompany(input: NewCompany): Company {
    const given = readFields<NewCompany>(input, newCompany, 'company')
    if (this.#companies.has(given.realmId)) {
      throw new InputError(`There is a company with realm id ${given.realmId} already.`)
    }
    const company: Company = {
      country: 'US',
      environment: null,
      subscription: 'active',
      locked: false,
      ...given,
    }
    this.#companies.set(company.realmId, company)
    return { ...company }
  }

  updateUser(id: string, changes: Partial<Omit<User, 'id'>>): User {
    const user = Object.assign(this.#user(id), readFields(changes, allOptional(userChanges), 'user'))
    return { ...user }
  }

  updateCompany(realm: string, changes: Partial<Omit<Company, 'realmId'>>): Company {
    const checked = readFields(changes, allOptional(companyChanges), 'company')
    return { ...Object.assign(this.#company(realm), checked) }
  }

  /** Gives or takes the admin role. */
  setAdmin(userId: string, realm: string, admin: boolean): void {
    const pair = `${this.#user(userId).id} ${this.#company(realm).realmId}`
    if (admin) this.#admins.add(pair)
    else this.#admins.delete(pair)
  }

  isAdmin = (userId: string, realm: string): boolean => this.#admins.has(`${userId} ${realm}`)

  save = (): SavedWorld => ({
    users: this.users(),
    companies: this.companies(),
    admins: [...this.#admins],
  })

  /** Replaces everything that was there. */
  restore({ users, companies, admins }: SavedWorld): void {
    for (const map of [this.#users, this.#companies, this.#admins]) map.clear()
    for (const user of users) this.#users.set(user.id, { ...user })
    for (const company of companies) this.#companies.set(company.realmId, { ...company })
    for (const pair of admins) this.#admins.add(pair)
  }

  #user(id: string): User {
    const user = this.#users.get(id)
    if (!user) throw new InputError(`There is no user "${id}".`)
    return user
  }

  #company(realm: string): Company {
    const company = this.#companies.get(realm)
    if (!company) throw new InputError(`There is no company with realm id ${realm}.`)
    return company
  }
}
