// Spanish: all words but those of the panels and of what was written.
import { countingIn } from '../counted.ts'
import type { Facts } from '../en.ts'
import { isolating } from '../isolation.ts'
import type { Translation } from '../messages.ts'
import { stop } from '../sentence-end.ts'
import { unbroken } from '../unbroken.ts'
import { links } from './links.ts'
import { panels } from './panels.ts'
import { problems } from './problems.ts'
import { writes } from './writes.ts'
import { anotherCompany, inside, yourCompany } from './your-company.ts'

const connected = ({ company }: Facts) => `${company} está conectada.`
const needed = ({ company }: Facts) => `Hay que volver a autorizar ${stop(inside(company))}`
const paused = ({ company }: Facts) => `La conexión con ${inside(company)} está en pausa.`
const checking = ({ company }: Facts) => `Estamos comprobando la conexión con ${stop(inside(company))}`
const off = ({ company }: Facts) => `${company} está desconectada.`
const lastWorked = ({ checked }: Facts) => (checked ? `Funcionó por última vez ${unbroken(checked)}. ` : '')
const renew = ({ date }: Facts) =>
  `Vuelva a autorizar a más tardar el ${unbroken(date)} para mantener la conexión.`

const ofConnection: Pick<Translation, 'labels' | 'headlines' | 'details'> = {
  labels: {
    awaiting_confirmation: 'Confirmar empresa',
    connected: 'Conectada',
    expiring: 'Volver a autorizar pronto',
    checking: 'Comprobando',
    reauthorization_required: 'Requiere nueva autorización',
    blocked: 'En pausa',
    disconnected: 'Desconectada',
  },
  headlines: {
    awaiting_confirmation: ({ company }) => `¿Es ${inside(company)} la empresa correcta?`,
    connected,
    idle_expiry_near: connected,
    hard_expiry_near: connected,
    refresh_outcome_unknown: checking,
    intuit_unavailable: checking,
    idle_expired: needed,
    hard_expired: needed,
    revoked: needed,
    scope_missing: needed,
    token_lost: needed,
    upgrade_required: needed,
    admin_access_lost: ({ company }) => `${company} necesita a uno de sus administradores.`,
    subscription_ended: paused,
    company_locked: paused,
    quota_exceeded: paused,
    app_misconfigured: paused,
    by_user: off,
    by_host: off,
    in_quickbooks: off,
  },
  details: {
    awaiting_confirmation: 'No se sincroniza nada hasta que se confirme.',
    connected: ({ checked }) =>
      checked ? `Última comprobación: ${unbroken(checked)}.` : 'Aún no se ha comprobado.',
    idle_expiry_near: renew,
    hard_expiry_near: renew,
    refresh_outcome_unknown: (facts) =>
      `${lastWorked(facts)}Seguimos intentándolo hasta que QuickBooks responda. No tiene que hacer nada.`,
    intuit_unavailable: (facts) =>
      `QuickBooks tarda en responder. ${lastWorked(facts)}Seguimos intentándolo hasta que responda. No tiene que hacer nada.`,
    idle_expired: 'La autorización pasó demasiado tiempo sin usarse y ha caducado.',
    hard_expired: 'QuickBooks pone fin a toda autorización a los cinco años.',
    revoked: 'La autorización se retiró en QuickBooks.',
    scope_missing: 'No se concedió todo el acceso necesario.',
    token_lost: 'Una respuesta de QuickBooks se perdió por el camino. Su contabilidad no ha cambiado.',
    upgrade_required: ({ date }) =>
      `La aplicación necesita una nueva autorización; fecha límite: ${unbroken(date)}.`,
    admin_access_lost:
      'Quien conectó la empresa ya no la administra en QuickBooks. Cualquier administrador de la empresa puede volver a autorizar.',
    subscription_ended:
      'La suscripción de la empresa a QuickBooks ha terminado. Pida a uno de sus administradores que la renueve.',
    company_locked:
      'QuickBooks ha bloqueado la empresa por un tiempo. Seguimos intentándolo; no tiene que hacer nada.',
    quota_exceeded:
      'Se ha alcanzado un límite de QuickBooks. En pausa hasta el día 1. Si persiste, póngase en contacto con soporte.',
    app_misconfigured: 'Hay que corregir nuestros ajustes de QuickBooks. Póngase en contacto con soporte.',
    by_user: ({ date }) => `El ${unbroken(date)}.`,
    by_host: ({ date }) => `Automáticamente, el ${unbroken(date)}.`,
    in_quickbooks: ({ date }) => `En QuickBooks, el ${unbroken(date)}.`,
  },
}

const ofDialogs = {
  disconnectTitle: '¿Desconectar de QuickBooks?',
  disconnectYes: 'Desconectar',
  disconnectNo: 'Mantener la conexión',
  disconnectBusy: 'Desconectando…',
  disconnectWhat: (company) => `Esto pone fin a la conexión con ${stop(inside(company))}`,
  stops: 'Se detiene',
  keeps: 'Se conserva',
  deletes: 'Se elimina',
  stopsUsually: 'La sincronización con esta empresa.',
  keepsUsually: 'Todo lo que hay en QuickBooks. Puede volver a conectar la empresa en cualquier momento.',
  whyAsked: '¿Por qué? (opcional)',
  reasons: {
    wrong_company: 'La empresa conectada no es la correcta',
    different_company: 'Hemos pasado a otra empresa',
    business_sold: 'La empresa se ha vendido',
    not_working: 'No funciona',
    other: 'Otro motivo',
  },
  deleteData: 'Eliminar también los datos procedentes de esta empresa',
  switchInstead: 'Si lo prefiere, puede cambiar a la empresa correcta: la nueva ocupa el lugar de esta.',
  switchStart: 'Cambiar de empresa',
  switchTitle: '¿Cambiar a otra empresa?',
  switchHow: (from) =>
    `La otra empresa se elige en QuickBooks. ${from} sigue conectada y en uso hasta que confirme la nueva. Solo entonces se desconecta ${inside(from)} y la nueva ocupa su lugar. Los datos de ambas no se mezclan.`,
  testInstead: 'Una prueba puede mostrar qué falla.',
  soldNote: 'Al volver a conectar, se pedirá confirmar la empresa antes de sincronizar nada.',
  confirmTitle: '¿Es esta la empresa correcta?',
  confirmWhat: 'A partir de ahora se usa aquí la contabilidad de esta empresa.',
  confirmSwitch: (from) =>
    `${from} sigue conectada y en uso hasta que diga que sí. Entonces se desconecta y esta empresa ocupa su lugar. Si dice que no, nada cambia para ${stop(inside(from))}`,
  confirmKeep: (from) => `Conservar ${inside(from)}`,
  heldNote: (held, from) =>
    `${held} ya estaba conectada aquí y se ha vuelto a autorizar. ${from} también sigue conectada. Desconéctela si ya no la necesita.`,
  confirmYes: 'Sí, usar esta empresa',
  confirmNo: 'No, elegir otra',
  confirmBusy: 'Confirmando…',
  companyId: (realmId) => `ID de la empresa: ${realmId}`,
  mismatchTitle: 'Ha elegido otra empresa',
  mismatchWhat: 'No ha cambiado nada. ¿Qué empresa quiere usar?',
  expected: 'Conectada aquí',
  authorized: 'Su elección',
  unknownCompany: anotherCompany,
  mismatchRetry: 'Intentar de nuevo',
  mismatchOther: 'Conectar como otra fuente de datos',
  mismatchSwitch: 'Cambiar de empresa',
  switchWhat: (from, to) =>
    `${from} sigue conectada y en uso hasta que confirme ${stop(inside(to))} Solo entonces se desconecta ${inside(from)}; ${inside(to)} ocupa su lugar. Los datos de ambas no se mezclan.`,
  switchType: (name) => `Escriba ${name} para confirmar`,
} satisfies Partial<Translation>

const words = (locale: string): Translation => {
  const counted = countingIn(locale)
  return {
    ...ofConnection,
    ...ofDialogs,
    ...panels(locale),
    ...writes(locale),
    ...links,
    problems,
    connect: 'Conectar con QuickBooks',
    disconnect: 'Desconectar de QuickBooks',
    reconnect: 'Volver a conectar',
    reauthorize: 'Volver a autorizar',
    confirmCompany: 'Confirmar empresa',
    opening: 'Abriendo QuickBooks…',
    windowBlocked: 'El navegador bloqueó la ventana. Permítala e inténtelo de nuevo.',
    waiting: 'Esperando a QuickBooks…',
    finishing: 'Finalizando…',
    openAgain: 'Abrir de nuevo',
    cancel: 'Cancelar',
    cancelling: 'Cancelando…',
    dismiss: 'Descartar',
    framed:
      'El marco que rodea esta página no permite abrir QuickBooks. Abra la página en su propia pestaña:',
    tryAgain: 'Intentar de nuevo',
    actions: 'Acciones de la conexión con QuickBooks',
    beforeSignIn:
      'Conviene saber: en QuickBooks puede haber iniciado sesión otra persona o estar conectado otro administrador',
    openThere: 'Abrir la dirección correcta',
    help: 'Ayuda',
    reference: (reference) => `Referencia ${reference}`,
    cancelled: 'No se autorizó QuickBooks. No ha cambiado nada.',
    switchCancelled: (from) =>
      `No se conectó ninguna otra empresa. Nada ha cambiado para ${stop(inside(from))}`,
    noneChosen: 'No se autorizó QuickBooks. No se conectó ninguna empresa.',
    authorizedBy: (name, date) => `Autorizada por ${name} el ${unbroken(date)}.`,
    authorizedOn: (date) => `Autorizada el ${unbroken(date)}.`,
    switchWaits: (company) =>
      `${company} espera su confirmación como nueva empresa. Hasta entonces, aquí no cambia nada.`,
    tooLate: 'Esto tardó demasiado. No ha cambiado nada.',
    offline: 'No se puede acceder al servidor. Compruebe su acceso a Internet.',
    lastKnown: 'No se puede acceder al servidor en este momento. Este es el último estado conocido.',
    unreadable: 'El servidor dio una respuesta que no se puede leer.',
    loading: 'Cargando la conexión con QuickBooks…',
    notConnected: 'QuickBooks no está conectado.',
    several: (count) => counted(count, { one: '# empresa.', other: '# empresas.' }),
    thisCompany: yourCompany,
    sandbox: 'Entorno de pruebas',
    revokeQueued: 'No se pudo acceder a QuickBooks; seguimos intentando comunicarle la desconexión.',
    askToConnect: 'Pida a un administrador de su cuenta que conecte QuickBooks.',
    askToReauthorize: 'Pida a un administrador de su cuenta que vuelva a autorizar.',
    askToConfirm: 'Pida a un administrador de su cuenta que confirme la empresa.',
    show: 'Mostrar la conexión',
    attention: (count) =>
      counted(count, { one: '# conexión requiere atención', other: '# conexiones requieren atención' }),
    noNews: 'Todas las conexiones con QuickBooks funcionan bien.',
    notifications: 'Notificaciones de QuickBooks',
    dataSources: 'Fuentes de datos de QuickBooks',
    connectAnother: 'Conectar otra empresa',
    addSource: 'Añadir una empresa de QuickBooks',
    quickBooks: 'QuickBooks Online',
    supportDetails: 'Obtener datos para soporte',
    supportSave: 'Guardar como archivo',
    supportStage: 'Etapa',
    supportCode: 'Código',
    supportAt: 'Fecha y hora',
    supportCompany: 'Empresa',
    supportContact: 'Contacto',
    supportAsked: 'Acceso solicitado',
    supportGranted: 'Acceso concedido',
    supportReference: 'Referencia',
    supportCopied: 'Los datos para soporte se han copiado.',
    supportSaved: 'Los datos para soporte se han guardado como archivo.',
    close: 'Cerrar',
    handOver: 'QuickBooks requiere su atención',
    elsewhere: 'QuickBooks volvió en otra ventana o en otro navegador. Termine allí o vuelva a abrirlo aquí.',
    letter: (name, what, link) => `Hola, ${name}:\n\n${what}\n\nDé el siguiente paso aquí:\n${link}\n`,
    helpfulAsk: '¿Le ha resultado útil?',
    helpfulYes: 'Sí',
    helpfulNo: 'No',
    helpfulThanks: 'Gracias por su respuesta.',
    copyLink: 'Copiar un enlace a este paso',
    linkCopied: 'El enlace se ha copiado.',
    ownerLeft: (name) =>
      `${name}, que autorizó esta conexión, ya no está. Pida con tiempo a otro administrador que vuelva a autorizar.`,
    ownerLeftUnnamed:
      'Quien autorizó esta conexión ya no está. Pida con tiempo a otro administrador que vuelva a autorizar.',
    beforeNeed: 'Hay que iniciar sesión en QuickBooks como administrador de la empresa.',
    beforeNeedOf: (company) =>
      `Hay que iniciar sesión en QuickBooks como administrador de la empresa y elegir allí ${stop(company)}`,
    beforeSignedIn:
      'QuickBooks sigue con quien tenga la sesión iniciada en este navegador. ¿Es otra persona? Cierre primero esa sesión en QuickBooks.',
    beforeOtherAdmin:
      'QuickBooks puede decir que ya hay otro administrador conectado. Conectar de todos modos es seguro: la conexión queda entonces a su nombre.',
    beforeSees: 'El acceso se limita a la empresa que elija.',
    useTitle: 'Para qué se usa la conexión',
    useReads: 'Se lee de QuickBooks',
    useWrites: 'Se escribe en QuickBooks',
    useNothing: 'Nada',
    useRetention: 'Cuánto tiempo se conserva',
    usePolicy: 'Política de privacidad',
    beforeNeverSees: 'Nunca vemos su contraseña de QuickBooks ni sus otras empresas.',
    syncRunning: 'Ya hay una sincronización en curso.',
    testConnection: 'Probar la conexión',
    testing: 'Probando la conexión…',
    viewHistory: 'Ver el historial',
    askForMore: 'Pida a un administrador de su cuenta que vuelva a autorizar o que desconecte.',
  }
}

export const es = (locale: string): Translation => isolating(words(locale), locale)
