public import Messages
public import Vocabulary

/// What offers, levels and payments are called.
public enum OfferWords {
  /// How far an offer came.
  public static func state(_ state: OfferState) -> Said {
    switch state {
    case .draft: Said("brouillon", "draft")
    case .published: Said("publiée", "published")
    case .closed: Said("clôturée", "closed")
    }
  }

  /// Why an offer closed.
  public static func reason(_ reason: ClosingReason) -> Said {
    switch reason {
    case .filled: Said("pourvue", "filled")
    case .cancelled: Said("abandonnée", "cancelled")
    case .expired: Said("arrivée à son terme", "expired")
    }
  }

  /// What paid for its publication.
  public static func payment(_ means: PaymentMeans) -> Said {
    switch means {
    case .listingCredit: Said("un crédit d’annonce de l’entreprise", "a listing credit of the company")
    case .contract: Said("le contrat de l’entreprise (aucun crédit)", "the company’s contract (it had no credit)")
    }
  }

  /// Members of a level, several of them.
  public static func members(_ level: Level) -> Said {
    switch level {
    case .expert: Said("Experts", "Experts")
    case .confirmed: Said("Confirmés", "Confirmed")
    case .beginner: Said("Débutants", "Beginners")
    }
  }

  /// A level as what one member is.
  public static func level(_ level: Level) -> Said {
    switch level {
    case .expert: Said("expert", "expert")
    case .confirmed: Said("confirmé", "confirmed")
    case .beginner: Said("débutant", "beginner")
    }
  }

  /// Whether somebody was told, or will be.
  public static func solicitation(_ state: SolicitationState) -> Said {
    switch state {
    case .solicited: Said("informé", "told")
    case .planned: Said("prévu", "planned")
    }
  }
}
