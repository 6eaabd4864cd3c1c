// Spanish: links for people without a login.
import type { LinkTranslation } from '../messages.ts'
import { stop } from '../sentence-end.ts'
import { unbroken } from '../unbroken.ts'
import { inside } from './your-company.ts'

export const links: LinkTranslation = {
  linkWhat: (company) =>
    `Con un enlace, alguien sin cuenta aquí, como su asesor contable, puede volver a autorizar ${stop(inside(company))}`,
  linkLimits: 'Sirve una sola vez, solo para esta empresa, y no da acceso a nada de lo que hay aquí.',
  linkNeedless: (company) =>
    `${company} no necesita una nueva autorización en este momento; no hay nada que pedir.`,
  linkForbidden: (company) =>
    `Solo quien puede volver a autorizar puede pedir a otra persona que autorice ${stop(inside(company))}`,
  linkName: 'Nombre (opcional)',
  linkEmail: 'Correo electrónico (opcional)',
  linkNote: 'Nota (opcional)',
  linkNoteHelp: 'Se muestra en la página del enlace, como palabras suyas.',
  linkTime: 'El enlace funciona durante',
  linkMake: 'Crear enlace',
  linkMaking: 'Creando el enlace…',
  linkMade: 'El enlace está listo. Su dirección solo se muestra ahora: cópiela o envíela.',
  linkAddress: 'Dirección del enlace',
  linkCopy: 'Copiar enlace',
  linkCopied: 'El enlace se ha copiado.',
  linkNotCopied: 'El navegador no lo permitió. Copie la dirección del campo.',
  linkMail: 'Enviar por correo',
  linkAnother: 'Crear otro enlace',
  linkSubject: (company) => `Por favor, vuelva a autorizar ${inside(company)} en QuickBooks`,
  linkGreeting: (name) => `Hola, ${name}:`,
  linkLetter: (company) =>
    `¿Podría volver a autorizarnos a usar ${inside(company)} en QuickBooks? Se tarda un minuto. Hay que iniciar sesión en QuickBooks como administrador de la empresa; no hace falta ninguna cuenta con nosotros:`,
  linkUntil: (date) => stop(`El enlace funciona hasta el ${unbroken(date)}`),
  linkList: 'Enlaces',
  linkAnybody: 'Quien tenga el enlace',
  linkStates: {
    created: 'En espera',
    at_intuit: 'En QuickBooks',
    used: 'Usado',
    revoked: 'Anulado',
    expired: 'Plazo terminado',
    withdrawn: 'Ya no hace falta',
  },
  linkBy: (name) => `De ${name}`,
  linkEnds: (date) => `hasta el ${unbroken(date)}`,
  linkRevoke: 'Anular',
  linkRevoking: 'Anulando…',
  linkRevoked: 'El enlace se ha anulado. Ya no se puede usar.',
  linkWasUsed: 'La empresa vuelve a estar autorizada.',
}
