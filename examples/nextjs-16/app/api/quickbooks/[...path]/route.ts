import { quickbooks } from '../../../../quickbooks'

const answer = (request: Request) => quickbooks().handler(request)

export { answer as GET, answer as OPTIONS, answer as POST }
