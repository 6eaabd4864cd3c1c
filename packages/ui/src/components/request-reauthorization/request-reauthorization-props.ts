// What a host hands to the component.
import type { LinkReply } from '@mooring/contract'
import type { PanelOwnProps } from '../panel/Panel.tsx'

export interface RequestReauthorizationProps extends PanelOwnProps {
  /** A link was created: send its `url` by your own mail, if you like. It is given here and never again. */
  onCreated?: (reply: LinkReply) => void
}
