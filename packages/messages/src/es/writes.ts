// Spanish: the words of what was written, and of taking it back.
import { countingIn } from '../counted.ts'
import type { WritesTranslation } from '../messages.ts'
import { inside } from './your-company.ts'

export const writes = (locale: string): WritesTranslation => {
  const counted = countingIn(locale)
  return {
    writesNote: 'La lista abarca 400 días. El contenido de los registros no se guarda.',
    writesEmpty: 'No se ha escrito nada en los últimos 400 días.',
    writesClosed:
      'Solo quien tiene permiso de auditoría puede ver lo que se ha escrito. Pídalo a un administrador de su cuenta.',
    writesExported: 'La lista se ha guardado como archivo.',
    operations: { create: 'Creación', update: 'Cambio', delete: 'Eliminación', void: 'Anulación' },
    entities: {
      Invoice: 'Factura',
      SalesReceipt: 'Recibo de venta',
      Estimate: 'Presupuesto',
      CreditMemo: 'Nota de crédito',
      RefundReceipt: 'Recibo de reembolso',
      Payment: 'Pago',
      Bill: 'Factura de proveedor',
      BillPayment: 'Pago a proveedor',
      Purchase: 'Gasto',
      PurchaseOrder: 'Orden de compra',
      VendorCredit: 'Crédito de proveedor',
      Deposit: 'Depósito',
      Transfer: 'Transferencia',
      JournalEntry: 'Asiento contable',
      TimeActivity: 'Registro de tiempo',
      Customer: 'Cliente',
      Vendor: 'Proveedor',
      Item: 'Producto o servicio',
      Account: 'Cuenta',
      Employee: 'Empleado',
      Class: 'Clase',
      Department: 'Ubicación',
      Attachable: 'Archivo adjunto',
    },
    recordId: 'ID de QuickBooks',
    recordVersion: 'Versión',
    recordRun: 'Ejecución',
    takeBack: 'Retirar…',
    takeBackAsk: 'Pida a un administrador de su cuenta que retire registros.',
    takeBackNeeds: 'Los registros se pueden retirar mientras la conexión funciona.',
    takeBackTitle: '¿Retirar lo que se ha escrito?',
    takeBackWhat: (company) =>
      `Lo que este producto ha creado en ${inside(company)} se retira de la contabilidad: se elimina, se anula o se deja inactivo. Lo que se ha cambiado desde entonces, o ya estaba, se deja como está.`,
    takeBackReading: 'Buscando lo que se puede retirar…',
    takeBackNothing: 'No hay nada que se pueda retirar.',
    takeBackRemoves: (count) =>
      counted(count, { one: 'Se retira # registro:', other: 'Se retiran # registros:' }),
    takeBackLeaves: (count) => counted(count, { one: 'Se deja # registro:', other: 'Se dejan # registros:' }),
    andMore: (count) => counted(count, { other: 'y # más' }),
    takeBackNo: 'No cambiar nada',
    takeBackYes: 'Retirar',
    takeBackBusy: 'Iniciando…',
    takeBackGoesOn: 'La retirada continúa si sale de esta página.',
    takeBackWaits: (company) => `La retirada de lo escrito en ${inside(company)} está en pausa.`,
    takeBackResumes:
      'Cuando la conexión se restablezca, la retirada continuará por sí sola desde donde se detuvo.',
    takeBackEnded: 'La retirada terminó antes de retirar todos los registros.',
    tookBack: (count) =>
      counted(count, { one: 'Se ha retirado # registro.', other: 'Se han retirado # registros.' }),
    leftWhys: {
      changed_since: 'Se ha cambiado en QuickBooks desde entonces.',
      updated_not_created: 'Ya estaba; este producto solo lo cambió.',
      already_gone: 'Ya no está.',
      refused_by_quickbooks: 'QuickBooks no permitió retirarlo.',
    },
  }
}
