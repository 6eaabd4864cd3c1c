// Spanish: all words but those of the panels.
import { countingIn } from '../counted.ts'
import type { Facts } from '../en.ts'
import { isolating } from '../isolation.ts'
import type { Translation } from '../messages.ts'
import { stop } from '../sentence-end.ts'
import { panels } from './panels.ts'
import { problems } from './problems.ts'

const connected = ({ company }: Facts) => `${company} está conectada.`
const needed = ({ company }: Facts) => `Hay que volver a autorizar ${stop(company)}`
const paused = ({ company }: Facts) => `${company} está en pausa.`
const checking = ({ company }: Facts) => `Estamos comprobando la conexión con ${stop(company)}`
const off = ({ company }: Facts) => `${company} está desconectada.`
const renew = ({ date }: Facts) => `Vuelva a autorizar antes del ${date} para mantener la conexión.`

const ofConnection: Pick<Translation, 'labels' | 'headlines' | 'details'> = {
  labels: {
    awaiting_confirmation: 'Confirmar empresa',
    connected: 'Conectada',
    expiring: 'Autorizar pronto',
    checking: 'Comprobando',
    reauthorization_required: 'Requiere nueva autorización',
    blocked: 'En pausa',
    disconnected: 'Desconectada',
  },
  headlines: {
    awaiting_confirmation: ({ company }) => `¿Es ${company} la empresa correcta?`,
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
    connected: ({ checked }) => (checked ? `Última comprobación: ${checked}.` : 'Aún no se ha comprobado.'),
    idle_expiry_near: renew,
    hard_expiry_near: renew,
    refresh_outcome_unknown: 'No tiene que hacer nada.',
    intuit_unavailable: 'QuickBooks tarda en responder. No tiene que hacer nada.',
    idle_expired: 'La autorización pasó demasiado tiempo sin usarse y ha terminado.',
    hard_expired: 'QuickBooks termina toda autorización a los cinco años.',
    revoked: 'La autorización se retiró en QuickBooks.',
    scope_missing: 'No se concedió todo el acceso necesario.',
    token_lost: 'Una respuesta de QuickBooks se perdió por el camino. Su contabilidad no ha cambiado.',
    admin_access_lost:
      'Quien la conectó ya no es administrador en QuickBooks. Pida a un administrador que vuelva a autorizar.',
    subscription_ended:
      'Su suscripción a QuickBooks ha terminado. Pida a un administrador de la empresa que la renueve.',
    company_locked:
      'QuickBooks la ha bloqueado por un tiempo. Seguimos intentándolo; no tiene que hacer nada.',
    quota_exceeded: 'Se alcanzó un límite de QuickBooks. Póngase en contacto con soporte.',
    app_misconfigured: 'Hay que corregir nuestros ajustes de QuickBooks. Póngase en contacto con soporte.',
    by_user: ({ date }) => `El ${date}.`,
    by_host: ({ date }) => `Automáticamente, el ${date}.`,
    in_quickbooks: ({ date }) => `En QuickBooks, el ${date}.`,
  },
}

const ofDialogs = {
  disconnectTitle: '¿Desconectar de QuickBooks?',
  disconnectYes: 'Desconectar',
  disconnectNo: 'Mantener la conexión',
  disconnectBusy: 'Desconectando…',
  disconnectWhat: (company) => `Esto termina la conexión con ${stop(company)}`,
  stops: 'Se detiene',
  keeps: 'Se conserva',
  deletes: 'Se elimina',
  stopsUsually: 'La sincronización con esta empresa.',
  keepsUsually: 'Todo lo que hay en QuickBooks. Puede volver a conectar en cualquier momento.',
  whyAsked: '¿Por qué? (opcional)',
  reasons: {
    wrong_company: 'Se conectó la empresa equivocada',
    different_company: 'Hemos pasado a otra empresa',
    business_sold: 'El negocio se vendió',
    not_working: 'No funciona',
    other: 'Otro motivo',
  },
  deleteData: 'Eliminar también los datos que vinieron de esta empresa',
  switchInstead: 'También puede cambiar a la empresa correcta: la nueva ocupa el lugar de esta.',
  switchStart: 'Cambiar de empresa',
  testInstead: 'Una prueba puede mostrar qué falla.',
  soldNote: 'Al volver a conectar se pedirá confirmar la empresa antes de sincronizar nada.',
  confirmTitle: '¿Es esta la empresa correcta?',
  confirmWhat: 'A partir de ahora se intercambian datos con esta contabilidad.',
  confirmYes: 'Sí, usar esta empresa',
  confirmNo: 'No, elegir otra',
  confirmBusy: 'Confirmando…',
  companyId: (realmId) => `ID de la empresa: ${realmId}`,
  mismatchTitle: 'Ha elegido otra empresa',
  mismatchWhat: 'No ha cambiado nada. ¿Qué empresa quiere?',
  expected: 'Conectada aquí',
  authorized: 'Su elección',
  unknownCompany: 'Otra empresa',
  mismatchRetry: 'Intentar de nuevo',
  mismatchOther: 'Conectar como otra fuente de datos',
  mismatchSwitch: 'Cambiar de empresa',
  switchWhat: (from, to) => `${from} se desconecta y ${to} ocupa su lugar. Los datos de ambas no se mezclan.`,
  switchType: (name) => `Escriba ${name} para confirmar`,
} satisfies Partial<Translation>

const words = (locale: string): Translation => {
  const counted = countingIn(locale)
  return {
    ...ofConnection,
    ...ofDialogs,
    ...panels(locale),
    problems,
    connect: 'Conectar con QuickBooks',
    disconnect: 'Desconectar de QuickBooks',
    reconnect: 'Volver a conectar',
    reauthorize: 'Volver a autorizar',
    confirmCompany: 'Confirmar empresa',
    opening: 'Abriendo QuickBooks…',
    waiting: 'Esperando a QuickBooks…',
    openAgain: 'Abrir de nuevo',
    cancel: 'Cancelar',
    tryAgain: 'Intentar de nuevo',
    actions: 'Acciones de la conexión con QuickBooks',
    beforeSignIn:
      'Conviene saber: en QuickBooks puede haber iniciado sesión otra persona o estar conectado otro administrador',
    openThere: 'Abrir la dirección correcta',
    reference: (reference) => `Referencia ${reference}`,
    cancelled: 'QuickBooks no se autorizó. No ha cambiado nada.',
    tooLate: 'Esto tardó demasiado. No ha cambiado nada.',
    offline: 'No se puede acceder al servidor. Compruebe su acceso a Internet.',
    lastKnown: 'Sin conexión a Internet. Este es el último estado conocido.',
    unreadable: 'El servidor dio una respuesta que no se puede leer.',
    loading: 'Cargando la conexión con QuickBooks…',
    notConnected: 'QuickBooks no está conectado.',
    several: (count) => counted(count, { one: '# empresa conectada.', other: '# empresas conectadas.' }),
    thisCompany: 'su empresa',
    sandbox: 'Entorno de pruebas',
    revokeQueued: 'No se pudo acceder a QuickBooks; seguimos intentando avisarle.',
    askToConnect: 'Pida a un administrador de su cuenta que conecte QuickBooks.',
    askToReauthorize: 'Pida a un administrador de su cuenta que vuelva a autorizar.',
    askToConfirm: 'Pida a un administrador de su cuenta que la confirme.',
    show: 'Mostrar',
    attention: (count) =>
      counted(count, { one: '# conexión requiere atención', other: '# conexiones requieren atención' }),
    noNews: 'Todas las conexiones con QuickBooks están bien.',
    notifications: 'Notificaciones de QuickBooks',
    dataSources: 'Fuentes de datos de QuickBooks',
    connectAnother: 'Conectar otra empresa',
    addSource: 'Añadir una empresa de QuickBooks',
    quickBooks: 'QuickBooks Online',
    supportDetails: 'Obtener datos para soporte',
    supportSave: 'Guardar como archivo',
    supportStage: 'Paso',
    supportCode: 'Código',
    supportAt: 'Hora',
    supportCompany: 'Empresa',
    supportContact: 'Contacto',
    supportReference: 'Referencia',
    supportCopied: 'Los datos para soporte se han copiado.',
    supportSaved: 'Los datos para soporte se han guardado como archivo.',
    close: 'Cerrar',
    handOver: 'QuickBooks le necesita',
    beforeNeed: 'Necesita el inicio de sesión de un administrador de QuickBooks de la empresa.',
    beforeNeedOf: (company) =>
      `Necesita el inicio de sesión de un administrador de QuickBooks de ${stop(company)} Elija allí esa misma empresa.`,
    beforeSignedIn:
      'QuickBooks sigue con quien tenga la sesión iniciada en este navegador. ¿Es otra persona? Cierre primero la sesión allí.',
    beforeOtherAdmin:
      'QuickBooks puede decir que ya hay otro administrador conectado. Conectar de todos modos es seguro: después funciona con su nombre.',
    beforeSees: 'Solo podemos ver la contabilidad de la empresa que elija.',
    beforeNeverSees: 'Nunca vemos su contraseña de QuickBooks ni sus otras empresas.',
    syncRunning: 'Ya hay una sincronización en curso.',
    testConnection: 'Probar la conexión',
    testing: 'Probando la conexión…',
    viewHistory: 'Ver el historial',
    askForMore: 'Pida a un administrador de su cuenta que vuelva a autorizar o que desconecte.',
  }
}

export const es = (locale: string): Translation => isolating(words(locale), locale)
