// With a picture of your own under the steps.
import { DisconnectGuide } from '@mooring/ui'

export function HowToLeave() {
  return (
    <DisconnectGuide listingName="Harborline">
      <img src="/guide.png" alt="Settings, Apps, Harborline" />
    </DisconnectGuide>
  )
}
