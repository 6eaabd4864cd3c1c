// German: the words of what was written, and of taking it back.
import { countingIn } from '../counted.ts'
import type { WritesTranslation } from '../messages.ts'

export const writes = (locale: string): WritesTranslation => {
  const counted = countingIn(locale)
  return {
    writesNote: 'Die Liste reicht 400 Tage zurück. Die Inhalte der Datensätze werden nicht gespeichert.',
    writesEmpty: 'In den letzten 400 Tagen wurde nichts geschrieben.',
    writesClosed:
      'Was geschrieben wurde, sieht nur, wer das Recht zur Einsicht hat. Wenden Sie sich an einen Admin Ihres Kontos.',
    writesExported: 'Die Liste ist als Datei gespeichert.',
    operations: { create: 'Erstellt', update: 'Geändert', delete: 'Gelöscht', void: 'Storniert' },
    entities: {
      Invoice: 'Rechnung',
      SalesReceipt: 'Verkaufsbeleg',
      Estimate: 'Angebot',
      CreditMemo: 'Gutschrift',
      RefundReceipt: 'Rückerstattungsbeleg',
      Payment: 'Zahlung',
      Bill: 'Eingangsrechnung',
      BillPayment: 'Zahlung einer Eingangsrechnung',
      Purchase: 'Ausgabe',
      PurchaseOrder: 'Bestellung',
      VendorCredit: 'Lieferantengutschrift',
      Deposit: 'Einzahlung',
      Transfer: 'Umbuchung',
      JournalEntry: 'Journalbuchung',
      TimeActivity: 'Zeiterfassung',
      Customer: 'Kunde',
      Vendor: 'Lieferant',
      Item: 'Produkt oder Dienstleistung',
      Account: 'Konto',
      Employee: 'Mitarbeiter',
      Class: 'Klasse',
      Department: 'Standort',
      Attachable: 'Anhang',
    },
    recordId: 'QuickBooks-ID',
    recordVersion: 'Fassung',
    recordRun: 'Durchlauf',
    takeBack: 'Zurücknehmen…',
    takeBackAsk: 'Bitten Sie einen Admin Ihres Kontos, Datensätze zurückzunehmen.',
    takeBackNeeds: 'Datensätze lassen sich zurücknehmen, solange die Verbindung besteht.',
    takeBackTitle: 'Geschriebenes zurücknehmen?',
    takeBackWhat: (company) =>
      `Was dieses Produkt für ${company} erstellt hat, wird aus der Buchhaltung entfernt: gelöscht, storniert oder inaktiv gesetzt. Was dort seither geändert wurde oder schon vorher da war, bleibt.`,
    takeBackReading: 'Es wird ermittelt, was sich zurücknehmen lässt…',
    takeBackNothing: 'Es gibt nichts, das sich zurücknehmen lässt.',
    takeBackRemoves: (count) =>
      counted(count, { one: '# Datensatz wird entfernt:', other: '# Datensätze werden entfernt:' }),
    takeBackLeaves: (count) => counted(count, { one: '# Datensatz bleibt:', other: '# Datensätze bleiben:' }),
    andMore: (count) => counted(count, { one: 'und # weiterer', other: 'und # weitere' }),
    takeBackNo: 'Nichts ändern',
    takeBackYes: 'Zurücknehmen',
    takeBackBusy: 'Wird gestartet…',
    takeBackGoesOn: 'Das läuft weiter, auch wenn Sie diese Seite verlassen.',
    takeBackWaits: (company) => `Das Zurücknehmen für ${company} ist angehalten.`,
    takeBackResumes:
      'Sobald die Verbindung wieder besteht, läuft es von selbst dort weiter, wo es aufgehört hat.',
    takeBackEnded: 'Das Zurücknehmen endete, bevor alle Datensätze entfernt waren.',
    tookBack: (count) =>
      counted(count, {
        one: '# Datensatz wurde zurückgenommen.',
        other: '# Datensätze wurden zurückgenommen.',
      }),
    leftWhys: {
      changed_since: 'Seither in QuickBooks geändert.',
      updated_not_created: 'War schon vorher da; dieses Produkt hat ihn nur geändert.',
      already_gone: 'Ist bereits entfernt.',
      refused_by_quickbooks: 'QuickBooks hat das Entfernen abgelehnt.',
    },
  }
}
