// The fields of a company's check settings.
import type { CheckForm } from './check-settings.ts'

const CLOSING_DAYS = [5, 10, 15]

/** They are in Mooring's set-up at first, and in a form of their own afterwards. */
export function CheckFields({ form, disabled = false }: { form: CheckForm; disabled?: boolean }) {
  const { customers, values, change } = form
  return (
    <fieldset className="facts" disabled={disabled}>
      <legend className="hidden">Month-end checks</legend>
      <label className="field">
        Cash sales are invoiced to
        <select
          value={values.cashCustomer ?? ''}
          onChange={({ target }) => change({ cashCustomer: target.value || null })}
        >
          <option value="">no one in particular</option>
          {customers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        A month is closed on day
        <select
          value={values.closingDay}
          onChange={({ target }) => change({ closingDay: Number(target.value) })}
        >
          {CLOSING_DAYS.map((day) => (
            <option key={day} value={day}>
              {day}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  )
}
