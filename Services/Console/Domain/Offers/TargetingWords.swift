public import Messages

/// Whether, when and why an offer reaches a member, as people say it (O5).
public enum TargetingWords {
  /// What became of the offer for the member, in a sentence without its wave and time.
  public static func sentence(_ decision: TargetingDecision) -> Said {
    switch decision {
    case .solicited: Said("Ce membre a été informé de l’annonce.", "This member was told of the offer.")
    case .planned:
      Said(
        "Ce membre sera informé de l’annonce par une prochaine vague.",
        "A later wave will tell this member of the offer."
      )
    case .notTargeted: Said("L’annonce ne s’adresse pas à ce membre.", "The offer is not meant for this member.")
    case .notSolicited:
      Said(
        "Ce membre n’a pas été informé de l’annonce, et ne le sera pas en l’état.",
        "This member was not told of the offer, and will not be as things stand.")
    }
  }

  /// The decision in a word or two, as a mark.
  public static func mark(_ decision: TargetingDecision) -> Said {
    switch decision {
    case .solicited: Said("informé", "told")
    case .planned: Said("prévu", "planned")
    case .notTargeted: Said("hors ciblage", "not targeted")
    case .notSolicited: Said("non informé", "not told")
    }
  }

  /// Why, in a sentence.
  public static func sentence(_ reason: TargetingReason) -> Said {
    switch reason {
    case .sectorNotCovered:
      Said("Aucun secteur de son profil ne couvre celui de l’annonce.", "No sector of the profile covers the offer’s.")
    case .zoneNotCovered:
      Said("Aucune zone de son profil ne couvre celle de l’annonce.", "No zone of the profile covers the offer’s.")
    case .memberNotActive:
      Said(
        "Il n’est pas membre actif : parti, exclu, ou pas encore connu du service des annonces.",
        "They are no active member: left, expelled, or not known to the offers service yet.")
    case .offerNotOpen:
      Said("L’annonce n’est pas ouverte : brouillon ou clôturée.", "The offer is not open: a draft, or closed.")
    case .budgetExhausted:
      Said(
        "Il a été sollicité aussi souvent que la règle le permet en sept jours ; la place libérée la première comptera.",
        "They were solicited as often as the policy permits in seven days; the first place that gets free will count.")
    case .covered:
      Said("Son profil couvre le secteur et la zone de l’annonce.", "The profile covers the offer’s sector and zone.")
    }
  }

  /// What a person can do about a reason; nil where there is nothing to do.
  public static func advice(_ reason: TargetingReason) -> Said? {
    switch reason {
    case .sectorNotCovered, .zoneNotCovered:
      Said(
        "S’il élargit son profil tant que l’annonce est ouverte, une prochaine vague l’informe. Il peut recommander pour toute annonce publiée, ciblé ou non.",
        "If they widen their profile while the offer is open, a later wave tells them. They may recommend for any published offer, targeted or not."
      )
    case .offerNotOpen:
      Said(
        "Une annonce arrivée à son terme peut être rouverte ; ceux qui n’ont pas été informés le sont alors.",
        "An offer that expired can be reopened; those who were not told are told then.")
    case .budgetExhausted:
      Said("La limite est dans Règles, annonces.", "The limit stands under Policies, offers.")
    case .memberNotActive, .covered: nil
    }
  }
}
