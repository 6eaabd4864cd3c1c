// What a host can use instead of the kit's own buttons, links and icons.
import type { ComponentPropsWithRef, ComponentType } from 'react'

/** What a host's button is handed: all that a `button` takes, to be passed on, and how it is meant. */
export interface ButtonSlotProps extends ComponentPropsWithRef<'button'> {
  /** The one next step, or what ends something. @default neither */
  kind?: 'primary' | 'danger' | undefined
}

/** What a host's link is handed: all that an `a` takes. */
export type LinkSlotProps = ComponentPropsWithRef<'a'>

/** The drawings of the kit. */
export type IconName = 'check' | 'alert' | 'question' | 'clock' | 'pause' | 'off' | 'dots' | 'bell'

/** What a host's icon is handed. */
export interface IconSlotProps {
  name: IconName
}

/** The host's own components, each instead of the kit's of its kind. */
export interface HostSlots {
  /**
   * Every push button, also in dialogs. It passes on all that it is handed, a `ref` too. While its work is under way it has
   * `aria-disabled` and does not lose the focus. @default the kit's
   */
  readonly button?: ComponentType<ButtonSlotProps>
  /** Every link: to who can help, and to the right address. @default an `a` */
  readonly link?: ComponentType<LinkSlotProps>
  /** Every drawing; there is text beside it, so it is `aria-hidden`. @default drawings of the kit, 16 px */
  readonly icon?: ComponentType<IconSlotProps>
}
