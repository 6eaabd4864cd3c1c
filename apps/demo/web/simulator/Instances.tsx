// The instances of this host behind one address: which are up, and the button that kills one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Notice } from '../frame/Notice.tsx'
import { Section } from '../frame/Page.tsx'

interface Instance {
  name: string
  pid: number | null
  port: number | null
}

interface Instances {
  instances: Instance[]
}

const KEY = ['instances']

async function ask(path: string, init?: RequestInit): Promise<Instances> {
  const reply = await fetch(`/instances${path}`, init)
  if (!reply.ok) throw new Error('The instances can’t be asked just now. Try again.')
  return await reply.json()
}

const change = ({ name, act }: { name: string; act: 'kill' | 'start' }) =>
  ask(`/${name}/${act}`, { method: 'POST', headers: { 'content-type': 'application/json' } })

const stateOf = ({ pid, port }: Instance): string =>
  pid === null ? 'Down' : port === null ? 'Starting' : `Up, process ${pid}`

/** Kills and starts the instances of `demo:two`; the pages go on with the one that is left. */
export function Instances({ answered }: { answered: string }) {
  const queryClient = useQueryClient()
  const found = useQuery({ queryKey: KEY, queryFn: () => ask(''), refetchInterval: 1_000 })
  const changing = useMutation({
    mutationFn: change,
    onSuccess: (instances) => queryClient.setQueryData(KEY, instances),
  })
  return (
    <Section
      title="Instances"
      note={`Requests go to each in turn: instance ${answered} opened this page, the header x-instance says it of every answer. Killed is killed, without a warning.`}
    >
      <Notice error={found.error ?? changing.error} />
      <ul className="card">
        {found.data?.instances.map((instance) => (
          <li key={instance.name} className="split">
            <div>
              <strong>Instance {instance.name}</strong>
              <small>{stateOf(instance)}</small>
            </div>
            {instance.pid === null ? (
              <button
                type="button"
                className="plain"
                disabled={changing.isPending}
                onClick={() => changing.mutate({ name: instance.name, act: 'start' })}
              >
                Start instance {instance.name}
              </button>
            ) : (
              <button
                type="button"
                className="plain"
                onClick={() => changing.mutate({ name: instance.name, act: 'kill' })}
              >
                Kill instance {instance.name}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
