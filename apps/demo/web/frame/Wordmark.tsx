// The host product's name and mark.
import mark from '../harborline.svg'

/** "Harborline", with its mark. */
export const Wordmark = () => (
  <span className="wordmark">
    <img src={mark} alt="" width="24" height="24" />
    Harborline
  </span>
)
