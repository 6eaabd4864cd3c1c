// Spanish: what happened, by code.
import type { ProblemWords } from '../told.ts'

export const problems: ProblemWords = {
  access_denied: 'No se autorizó QuickBooks. No ha cambiado nada.',
  state_invalid: 'Este enlace ya se usó o es demasiado antiguo. Empiece de nuevo.',
  state_expired: 'La autorización tardó demasiado. Empiece de nuevo.',
  session_mismatch: 'Otra persona empezó esta autorización. Inicie sesión y empiece de nuevo.',
  company_mismatch: ({ expectedCompany, authorizedCompany }) =>
    `Esta conexión es de ${expectedCompany ?? 'su empresa'}, pero en QuickBooks se eligió ${authorizedCompany ?? 'otra empresa'}. No ha cambiado nada.`,
  company_in_use: 'Esta empresa ya está conectada a otra cuenta. No ha cambiado nada.',
  already_connected: 'Ya hay otra empresa conectada. Desconéctela primero o cambie de empresa.',
  invalid_scope: 'QuickBooks rechazó el acceso solicitado. Póngase en contacto con soporte.',
  exchange_failed: 'QuickBooks no completó la autorización. No ha cambiado nada. Inténtelo de nuevo.',
  company_unreadable:
    'No se pudieron leer los datos de la empresa con esta autorización. No ha cambiado nada. Inténtelo de nuevo.',
  intuit_unavailable: 'QuickBooks no responde en este momento. Inténtelo de nuevo en unos minutos.',
  app_misconfigured: 'Nuestros ajustes de QuickBooks no son correctos. Póngase en contacto con soporte.',
  attempt_expired: 'Esto tardó demasiado y se detuvo. No ha cambiado nada.',
  wrong_address: 'Esta página se abrió en una dirección que QuickBooks no conoce.',
  popup_blocked: 'El navegador bloqueó la ventana. Permítala e inténtelo de nuevo.',
  offline: 'No se puede acceder al servidor. Compruebe su acceso a Internet.',
  not_authenticated: 'Inicie sesión primero.',
  forbidden: 'No tiene permiso para esto. Pídalo a un administrador de su cuenta.',
  not_found: 'Esto no existe o ya no existe.',
  method_not_allowed: 'Esto no es posible aquí.',
  invalid_request: 'La solicitud no era válida. No ha cambiado nada.',
  payload_too_large: 'La solicitud era demasiado grande.',
  unsupported_media_type: 'La solicitud no tenía el formato correcto.',
  origin_not_allowed: 'Esta página no puede hacer eso. Póngase en contacto con soporte.',
  rate_limited: 'Hubo demasiadas solicitudes. Espere un momento.',
  identity_unavailable: 'No se pudo comprobar su inicio de sesión en este momento. Inténtelo de nuevo.',
  connection_unavailable: 'La conexión no se puede usar en este momento.',
  company_unconfirmed: 'La empresa aún no está confirmada. Confírmela primero.',
  sync_running: 'Ya hay una sincronización en curso.',
  signature_invalid: 'La firma del mensaje no es válida.',
  store_unavailable: 'No se puede acceder a los datos en este momento. Inténtelo de nuevo.',
  internal: 'Se produjo un error por nuestra parte.',
}
