// Spanish.
import type { LinkWords } from './link-words.ts'

const closing = 'Ya puede cerrar esta página.'

export const es: LinkWords = {
  locale: 'es',
  dir: 'ltr',
  aCompany: 'la empresa',
  title: (company) => `Volver a autorizar ${company} en QuickBooks`,
  ask: ({ who, workspace, product, company }) => {
    const asking = who ?? workspace ?? product
    const at = who !== null && workspace !== null ? ` (${workspace})` : ''
    return `${asking}${at} le pide que vuelva a autorizar a ${product} a usar ${company} en QuickBooks.`
  },
  reasons: {
    ends_soon: (date) => `La autorización actual todavía funciona. Termina el ${date}.`,
    ended: () =>
      'La autorización ha terminado, como ocurre pasado un tiempo, y la sincronización se ha detenido.',
    revoked: () => 'QuickBooks ya no acepta la autorización y la sincronización se ha detenido.',
    scope_missing: () =>
      'A la autorización le falta un permiso necesario y la sincronización se ha detenido.',
    token_lost: () => 'La autorización se interrumpió y la sincronización se ha detenido.',
    admin_access_lost: () =>
      'Quien dio la autorización ya no administra la empresa en QuickBooks y la sincronización se ha detenido.',
    upgrade_required: () => 'Hay que dar la autorización otra vez.',
    other: () => 'Hay que dar la autorización otra vez.',
  },
  note: (who) => (who === null ? 'Una nota para usted:' : `${who} escribe:`),
  steps: ({ company, product }) => [
    `Pasará a QuickBooks; inicie sesión allí con permisos de administración de ${company}.`,
    `Elija ${company}. No se acepta otra empresa.`,
    `No necesita una cuenta de ${product}, que nunca ve su contraseña de QuickBooks.`,
  ],
  trust: 'Si no esperaba este mensaje, cierre la página. No ocurre nada si no lo acepta en QuickBooks.',
  go: 'Continuar a QuickBooks',
  until: (date) => `Este enlace funciona hasta el ${date}.`,
  ended: {
    used: {
      title: 'Este enlace ya se usó',
      text: 'La empresa vuelve a estar autorizada. No queda nada por hacer.',
    },
    revoked: {
      title: 'Este enlace se retiró',
      text: 'Quienes lo enviaron lo han anulado. Si aún quiere ayudar, pídales uno nuevo.',
    },
    expired: {
      title: 'El plazo de este enlace ha terminado',
      text: 'Los enlaces funcionan por tiempo limitado. Pida uno nuevo a quienes se lo enviaron.',
    },
    withdrawn: {
      title: 'Este enlace ya no hace falta',
      text: 'La empresa no necesita una nueva autorización. No queda nada por hacer.',
    },
    unknown: {
      title: 'Este enlace no existe',
      text: 'Puede que se haya cortado en el mensaje. Ábralo otra vez desde allí o pida uno nuevo.',
    },
  },
  refused: {
    too_often: {
      title: 'Un momento, por favor',
      text: 'Se ha intentado demasiadas veces. Espere un minuto y vuelva a probar.',
    },
    elsewhere: {
      title: 'Abra el enlace, por favor',
      text: 'Para continuar, abra el enlace del mensaje en un navegador actualizado y use el botón de su página.',
    },
    unavailable: {
      title: 'Ahora mismo no funciona',
      text: 'No se ha cambiado nada. Abra el enlace otra vez dentro de unos minutos.',
    },
  },
  done: {
    reauthorized: ({ company, product }) => ({
      title: 'Listo, gracias',
      text: `${company} vuelve a estar autorizada y ${product} continúa sin más pasos. ${closing}`,
    }),
    finishing: {
      title: 'Casi listo',
      text: 'QuickBooks tarda en responder. Esto se completa por sí solo, aunque cierre la página.',
    },
    unfinished: { title: 'Aún sin terminar', text: 'Todavía no ha llegado nada de QuickBooks.' },
    cancelled: { title: 'No se ha cambiado nada', text: 'La autorización no se dio en QuickBooks.' },
    otherCompany: (company, chosen) => ({
      title: 'Es otra empresa',
      text: `En QuickBooks se eligió ${chosen ?? 'otra empresa'}, pero este enlace es solo para ${company}. No se ha cambiado nada.`,
    }),
    notUsable: (company) => ({
      title: 'No ha funcionado',
      text: `La empresa elegida en QuickBooks no se puede usar aquí. Este enlace es solo para ${company}. No se ha cambiado nada.`,
    }),
    failed: { title: 'No ha funcionado', text: 'QuickBooks no lo completó. No se ha cambiado nada.' },
    nothing: { title: 'Nada que mostrar', text: closing },
  },
  again: (company) => `Para volver a intentarlo, abra otra vez el enlace del mensaje y elija ${company}.`,
  reference: (reference) => `Referencia: ${reference}`,
}
