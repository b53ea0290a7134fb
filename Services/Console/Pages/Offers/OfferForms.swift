import ConsoleDomain
import Messages
import Vocabulary

/// What is done with offers.
enum OfferForms {
  static let all = [publish, update, close, reopen]

  static let publish = ActionForm(
    type: PublishOffer.messageType,
    title: Said("Publier une annonce", "Publish an offer"),
    button: Said("Enregistrer l’annonce", "Save the offer"),
    warning: Said(
      "Publiée, l’annonce utilise un crédit d’annonce s’il en reste à l’entreprise, et la première vague part aussitôt. Secteur et zone ne changent plus ensuite.",
      "Once published, the offer uses a listing credit where the company has any, and the first wave goes out at once. Sector and zone do not change any more."
    ),
    done: Said("L’annonce est enregistrée.", "The offer is saved."),
    fields: [
      FormField(name: "offerId", kind: .hidden, label: Said("Annonce", "Offer"), isRequired: false),
      FormField(name: "companyId", kind: .hidden, label: Said("Entreprise", "Company")),
      FormField(
        name: "title", kind: .line, label: Said("Intitulé du poste", "Title"),
        hint: Said("Une ligne, telle que les membres la liront.", "One line, as members will read it.")),
      FormField(
        name: "description", kind: .text, label: Said("Description", "Description"),
        hint: Said(
          "Missions, profil, lieu, contrat. 10 000 caractères au plus.",
          "Work, profile, place, contract. 10,000 characters at most.")),
      FormField(
        name: "sector", kind: .line, label: Said("Secteur", "Sector"),
        hint: Said(
          "Code NACE : une section (J), une division (J62) ou plus précis (J62.01). Seuls les membres dont le profil le couvre sont informés.",
          "A NACE code: a section (J), a division (J62) or more precise (J62.01). Only members whose profile covers it are told."
        ),
        suggestions: "sectors"),
      FormField(
        name: "zone", kind: .line, label: Said("Zone", "Zone"),
        hint: Said(
          "Pays (FR), région (FR-HDF) ou département (FR-59).",
          "A country (FR), a region (FR-HDF) or a department (FR-59)."),
        suggestions: "zones"),
      FormField(
        name: "externalReference", kind: .line, label: Said("Référence de l’entreprise", "The company’s reference"),
        hint: Said(
          "Son nom dans l’outil de l’entreprise ; une embauche peut être annoncée par elle.",
          "Its name in the company’s own system; a hire may be reported by it."),
        isRequired: false),
      FormField(
        name: "closesAt", kind: .day, label: Said("Clôture", "Closes on"),
        hint: Said(
          "L’annonce se clôt au début de ce jour, à minuit. Vide : jamais d’elle-même.",
          "The offer closes as this day begins, at midnight. Empty: never by itself."),
        isRequired: false),
      FormField(
        name: "draft", kind: .tick, label: Said("Garder comme brouillon", "Keep as a draft"),
        hint: Said(
          "Personne ne la voit ; elle se publie plus tard depuis sa page.",
          "Nobody sees it; it is published later from its page."),
        isRequired: false),
    ])

  static let update = ActionForm(
    type: UpdateOffer.messageType,
    title: Said("Modifier l’annonce", "Amend the offer"),
    button: Said("Enregistrer", "Save"),
    done: Said("L’annonce est modifiée.", "The offer is amended."),
    fields: [
      FormField(name: "offerId", kind: .hidden, label: Said("Annonce", "Offer")),
      FormField(
        name: "title", kind: .line, label: Said("Intitulé du poste", "Title"), isRequired: false,
        isRequiredWhereShown: true),
      FormField(
        name: "description", kind: .text, label: Said("Description", "Description"), isRequired: false,
        isRequiredWhereShown: true),
      FormField(
        name: "externalReference", kind: .line, label: Said("Référence de l’entreprise", "The company’s reference"),
        hint: Said("Vidée, elle est retirée.", "Emptied, it is removed."), isRequired: false, emptyRemoves: true),
      FormField(
        name: "closesAt", kind: .day, label: Said("Nouvelle clôture", "New closing"),
        hint: Said(
          "L’annonce se clôt au début de ce jour, à minuit. Vidée : elle ne se clôt plus d’elle-même.",
          "The offer closes as this day begins, at midnight. Emptied: it does not close by itself any more."),
        isRequired: false, emptyRemoves: true),
    ])

  static let close = ActionForm(
    type: CloseOffer.messageType,
    title: Said("Clôturer l’annonce", "Close the offer"),
    button: Said("Clôturer", "Close"),
    warning: Said(
      "Plus aucune vague ne part. Pourvue ou abandonnée, ses entretiens à tenir sont annulés, rien n’est plus transmis, et les membres concernés l’apprennent.",
      "No wave goes out any more. Filled or cancelled, its open interviews are cancelled, nothing more is transmitted, and the members concerned are told."
    ),
    done: Said("L’annonce est clôturée.", "The offer is closed."),
    isGrave: true,
    fields: [
      FormField(name: "offerId", kind: .hidden, label: Said("Annonce", "Offer")),
      FormField(
        name: "reason",
        kind: .choice([
          (ClosingReason.filled.rawValue, Said("Pourvue : quelqu’un est embauché", "Filled: somebody was hired")),
          (ClosingReason.cancelled.rawValue, Said("Abandonnée par l’entreprise", "Given up by the company")),
          (
            ClosingReason.expired.rawValue,
            Said("Arrivée à son terme (elle pourra être rouverte)", "Expired (it may be reopened)")
          ),
        ]), label: Said("Pourquoi", "Why")),
    ])

  static let reopen = ActionForm(
    type: ReopenOffer.messageType,
    title: Said("Rouvrir l’annonce", "Reopen the offer"),
    button: Said("Rouvrir", "Reopen"),
    warning: Said(
      "Aucun crédit n’est pris, et personne n’est informé deux fois : les vagues reprennent pour ceux qui ne l’ont pas été.",
      "No credit is taken, and nobody is told twice: waves go on for those who were not."),
    done: Said("L’annonce est rouverte.", "The offer is open again."),
    fields: [
      FormField(name: "offerId", kind: .hidden, label: Said("Annonce", "Offer")),
      FormField(
        name: "closesAt", kind: .day, label: Said("Nouvelle clôture", "New closing"),
        hint: Said(
          "L’annonce se clôt au début de ce jour, à minuit. Vide : jamais d’elle-même.",
          "The offer closes as this day begins, at midnight. Empty: never by itself."),
        isRequired: false),
    ])
}
