/// What a service's policy consists of.
public struct PolicyOutline: Sendable {
  /// The service's word in routing keys and addresses.
  public let service: String
  /// What the policy is called.
  public let title: Said
  /// What it governs.
  public let purpose: Said
  /// Its terms.
  public let groups: [PolicyTermGroup]
  /// Whether it can be tried on what is recorded.
  public let canBeTried: Bool

  /// All terms, in the order in which they are read.
  public var terms: [PolicyTerm] { groups.flatMap { $0.terms } }

  /// The policy of a service; nil where it has none.
  public static func of(_ service: String) -> PolicyOutline? { all.first { $0.service == service } }

  /// All policies, what is earned first.
  public static let all = [rewards, offers, recommendations, members]

  private static let rewards = PolicyOutline(
    service: "rewards", title: Said("Primes, points et niveaux", "Bonuses, points and levels"),
    purpose: Said(
      "Ce qu’une embauche rapporte, ce qui fait monter de niveau, quand c’est payé.",
      "What a hire pays, what makes a level, when it is paid."),
    groups: [
      PolicyTermGroup(
        path: "amounts", title: Said("Prime d’une embauche", "Bonus of a hire"), terms: levels(.euros, "amounts")),
      PolicyTermGroup(
        path: nil, title: Said("Autour de la prime", "Around the bonus"),
        terms: [
          PolicyTerm("sponsorshipCents", .euros, Said("Part du parrain", "Sponsor’s share")),
          PolicyTerm(
            "matchingCents", .euros, Said("Ajout de la plateforme à un don", "Platform’s addition to a donation")),
          PolicyTerm(
            "listingCredits", .whole(0...1_000_000, unit: nil),
            Said("Crédits d’annonce au lieu d’une prime", "Listing credits in place of a bonus")),
          PolicyTerm(
            "twoPeopleForAmounts", .tick,
            Said("Deux personnes décident de ce qui est payé", "Two people decide on what is paid")),
        ]),
      PolicyTermGroup(
        path: "instalments", title: Said("Versements", "Instalments"),
        terms: [
          PolicyTerm(
            "instalments", .instalments, Said("Versements", "Instalments"),
            hint: Said("Ensemble, 100 % de la prime.", "Together, 100% of the bonus."))
        ]),
      PolicyTermGroup(
        path: "points", title: Said("Barème des points", "Points scale"),
        terms: [
          points("recommendationQualified", Said("Candidat qualifié", "Candidate qualified")),
          points("candidateHired", Said("Candidat embauché", "Candidate hired")),
          points("sponsoredMemberJoined", Said("Filleul arrivé", "Sponsored member joined")),
          points("dailyVisit", Said("Visite du jour", "Visit of the day")),
        ]),
      PolicyTermGroup(
        path: "levels", title: Said("Seuils des niveaux", "Level thresholds"),
        terms: levels(.whole(0...1_000_000_000, unit: Said("points", "points")), "levels")),
    ], canBeTried: true)

  private static let offers = PolicyOutline(
    service: "offers", title: Said("Annonces et sollicitations", "Offers and solicitations"),
    purpose: Said(
      "Quand et combien de membres entendent parler d’une annonce.", "When, and how many, members are told of an offer."
    ),
    groups: [
      PolicyTermGroup(
        path: nil, title: Said("Vagues", "Waves"),
        terms: [
          PolicyTerm(
            "waveDelaySeconds", .duration(0...31_536_000), Said("Temps entre deux vagues", "Time between two waves")),
          limit("waveMaximumSize", 1...1_000_000_000, Said("Membres par vague, au plus", "Members a wave, at most")),
          limit(
            "solicitationsPerWeek", 0...1_000_000_000,
            Said("Sollicitations par membre et par semaine, au plus", "Solicitations a member and week, at most")),
        ])
    ], canBeTried: false)

  private static let recommendations = PolicyOutline(
    service: "recommendations", title: Said("Attribution des candidats", "Attribution of candidates"),
    purpose: Said(
      "Combien de temps un candidat reste à son coopteur, et ce que deux personnes décident.",
      "How long a candidate stays a member’s, and what two people decide."),
    groups: [
      PolicyTermGroup(
        path: nil, title: Said("Attribution", "Attribution"),
        terms: [
          limit(
            "attributionValidityDays", 1...36_500, unit: Said("jours", "days"),
            Said("Durée de l’attribution d’un candidat", "How long a candidate stays attributed")),
          PolicyTerm(
            "twoPeopleAboveCents", .euros,
            Said("Embauche attribuée à deux au-delà de", "Hires attributed by two people above"),
            hint: Said("Vide : une personne suffit toujours.", "Empty: one person always suffices."), isOptional: true),
          limit(
            "refusalsPerDay", 1...1_000_000,
            Said("Refus par membre et par jour, au plus", "Refusals a member and day, at most")),
        ])
    ], canBeTried: false)

  private static let members = PolicyOutline(
    service: "members", title: Said("Membres et invitations", "Members and invitations"),
    purpose: Said(
      "Combien de temps vaut une invitation, et quels jours comptent.",
      "How long an invitation lasts, and which days count."),
    groups: [
      PolicyTermGroup(
        path: nil, title: Said("Invitations et jours", "Invitations and days"),
        terms: [
          PolicyTerm(
            "invitationValidityDays", .whole(1...3650, unit: Said("jours", "days")),
            Said("Durée d’une invitation", "How long an invitation lasts")),
          PolicyTerm(
            "timeZone", .line, Said("Fuseau horaire", "Time zone"),
            hint: Said(
              "Comme Europe/Paris : décide des jours et des années.", "Such as Europe/Paris: decides on days and years."
            )),
        ])
    ], canBeTried: false)

  private static func levels(_ kind: PolicyTerm.Kind, _ path: String) -> [PolicyTerm] {
    [
      PolicyTerm("\(path).beginner", kind, Said("Débutant", "Beginner")),
      PolicyTerm("\(path).confirmed", kind, Said("Confirmé", "Confirmed")),
      PolicyTerm("\(path).expert", kind, Said("Expert", "Expert")),
    ]
  }

  private static func points(_ name: String, _ label: Said) -> PolicyTerm {
    PolicyTerm("points.\(name)", .whole(0...1_000_000_000, unit: Said("points", "points")), label)
  }

  private static func limit(
    _ path: String, _ range: ClosedRange<Int>, unit: Said? = nil, _ label: Said
  ) -> PolicyTerm {
    PolicyTerm(
      path, .whole(range, unit: unit), label, hint: Said("Vide : sans limite.", "Empty: no limit."), isOptional: true)
  }
}

extension PolicyOutline {
  /// The outline with some of its terms alone; groups without any are left out.
  public func leaving(_ isLeft: (PolicyTerm) -> Bool) -> PolicyOutline {
    let left = groups.map { PolicyTermGroup(path: $0.path, title: $0.title, terms: $0.terms.filter(isLeft)) }
    return PolicyOutline(
      service: service, title: title, purpose: purpose, groups: left.filter { !$0.terms.isEmpty },
      canBeTried: canBeTried)
  }
}
