// Takes the styles into the build; nothing else imports CSS, so that every host does so itself.
import './index.css'
