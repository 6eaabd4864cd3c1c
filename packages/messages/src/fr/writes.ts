// French: the words of what was written, and of taking it back.
import { countingIn } from '../counted.ts'
import type { WritesTranslation } from '../messages.ts'
import { inside } from './your-company.ts'

export const writes = (locale: string): WritesTranslation => {
  const counted = countingIn(locale)
  return {
    writesNote: 'La liste remonte à 400 jours. Le contenu des enregistrements n’est pas conservé.',
    writesEmpty: 'Rien n’a été écrit au cours des 400 derniers jours.',
    writesClosed:
      'Seules les personnes ayant le droit d’audit voient ce qui a été écrit. Adressez-vous à un administrateur de votre compte.',
    writesExported: 'La liste est enregistrée dans un fichier.',
    operations: { create: 'Création', update: 'Modification', delete: 'Suppression', void: 'Annulation' },
    entities: {
      Invoice: 'Facture',
      SalesReceipt: 'Reçu de vente',
      Estimate: 'Devis',
      CreditMemo: 'Note de crédit',
      RefundReceipt: 'Reçu de remboursement',
      Payment: 'Paiement',
      Bill: 'Facture fournisseur',
      BillPayment: 'Paiement de facture fournisseur',
      Purchase: 'Dépense',
      PurchaseOrder: 'Bon de commande',
      VendorCredit: 'Crédit fournisseur',
      Deposit: 'Dépôt',
      Transfer: 'Virement',
      JournalEntry: 'Écriture de journal',
      TimeActivity: 'Activité de temps',
      Customer: 'Client',
      Vendor: 'Fournisseur',
      Item: 'Produit ou service',
      Account: 'Compte',
      Employee: 'Employé',
      Class: 'Classe',
      Department: 'Emplacement',
      Attachable: 'Pièce jointe',
    },
    recordId: 'ID QuickBooks',
    recordVersion: 'Version de l’enregistrement',
    recordRun: 'Exécution',
    takeBack: 'Retirer…',
    takeBackAsk: 'Demandez à un administrateur de votre compte de retirer des enregistrements.',
    takeBackNeeds: 'Les enregistrements peuvent être retirés tant que la connexion fonctionne.',
    takeBackTitle: 'Retirer ce qui a été écrit\u202f?',
    takeBackWhat: (company) =>
      `Ce que ce produit a créé pour ${inside(company)} est retiré de la comptabilité\u202f: supprimé, annulé ou rendu inactif. Ce qui a été modifié depuis, ou existait déjà, est laissé en place.`,
    takeBackReading: 'Recherche de ce qui peut être retiré…',
    takeBackNothing: 'Rien ne peut être retiré.',
    takeBackRemoves: (count) =>
      counted(count, {
        one: '# enregistrement est retiré\u202f:',
        other: '# enregistrements sont retirés\u202f:',
      }),
    takeBackLeaves: (count) =>
      counted(count, {
        one: '# enregistrement est laissé en place\u202f:',
        other: '# enregistrements sont laissés en place\u202f:',
      }),
    andMore: (count) => counted(count, { one: 'et # autre', other: 'et # autres' }),
    takeBackNo: 'Ne rien changer',
    takeBackYes: 'Retirer',
    takeBackBusy: 'Démarrage…',
    takeBackGoesOn: 'Le retrait continue si vous quittez cette page.',
    takeBackWaits: (company) => `Le retrait pour ${inside(company)} est en pause.`,
    takeBackResumes:
      'Une fois la connexion rétablie, le retrait reprendra de lui-même là où il s’est arrêté.',
    takeBackEnded: 'Le retrait s’est terminé avant que tous les enregistrements soient retirés.',
    tookBack: (count) =>
      counted(count, {
        one: '# enregistrement a été retiré.',
        other: '# enregistrements ont été retirés.',
      }),
    leftWhys: {
      changed_since: 'Modifié depuis dans QuickBooks.',
      updated_not_created: 'Existait déjà\u202f; ce produit l’a seulement modifié.',
      already_gone: 'Déjà retiré.',
      refused_by_quickbooks: 'QuickBooks a refusé de le retirer.',
    },
  }
}
