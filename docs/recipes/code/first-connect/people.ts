// Your own people and your own mail go here.

export interface Member {
  readonly email: string
  readonly locale: string
  readonly isAdmin: boolean
}

export const peopleOf = async (accountId: string): Promise<Member[]> => [
  { email: `ada@${accountId}.example`, locale: 'en', isAdmin: true },
]

export const sendMail = async (to: string, subject: string, text: string): Promise<void> =>
  console.log(`To: ${to}\nSubject: ${subject}\n\n${text}`)
