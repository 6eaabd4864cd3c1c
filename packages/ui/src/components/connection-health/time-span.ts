// A span of days as people say it: in days, or in years from two on.

const YEAR = 365.25

/** The parts of "96 days" or "4.5 years", in the order of the locale. @param days whole days */
export function spanFormat(days: number, locale: string | undefined): Intl.NumberFormatPart[] {
  const [value, unit] = days < 2 * YEAR ? [days, 'day'] : [days / YEAR, 'year']
  const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, style).formatToParts(value)
}
