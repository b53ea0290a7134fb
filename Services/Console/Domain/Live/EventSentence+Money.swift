import Vocabulary

extension EventSentence {
  /// What is owed, paid and claimed; nil for anything else.
  var ofMoney: Said? {
    switch event.name {
    case "reward-granted":
      return Said("\(reward.french) accordée : \(euros.french)", "\(reward.english) granted: \(euros.english)")
    case "reward-held":
      return Said(
        "\(reward.french) en attente d’un choix : \(euros.french)",
        "\(reward.english) held until a choice: \(euros.english)")
    case "reward-settled":
      return said(
        "Destination d’une prime fixée", "What becomes of a bonus is settled",
        because: words("option", CodeWords.options))
    case "reward-reversed":
      let why = words("reason", CodeWords.reversals)
      return Said(
        "\(reward.french) reprise : \(euros.french)\(why.map { ", \($0.french)" } ?? "")",
        "\(reward.english) taken back: \(euros.english)\(why.map { ", \($0.english)" } ?? "")")
    case "payout-requested": return Said("Versement demandé : \(euros.french)", "Payout asked for: \(euros.english)")
    case "payout-cancelled": return Said("Versement annulé : \(euros.french)", "Payout cancelled: \(euros.english)")
    case "payout-failed":
      let why = event["reason"].map { " (\($0))" } ?? ""
      return Said("Versement en échec : \(euros.french)\(why)", "Payout failed: \(euros.english)\(why)")
    case "claim-opened": return Said("Créance ouverte : \(amount.french)", "Claim opened: \(amount.english)")
    case "claim-set-off": return Said("Créance compensée : \(amount.french)", "Claim set off: \(amount.english)")
    case "claim-settled":
      return event["manner"] == "written-off"
        ? Said("Créance abandonnée : \(amount.french)", "Claim written off: \(amount.english)")
        : Said("Créance remboursée : \(amount.french)", "Claim repaid: \(amount.english)")
    case "listing-credits-granted":
      let credits = event.number("credits") ?? 0
      return Said(
        "\(credits) crédit\(credits < 2 ? "" : "s") d’annonce accordé\(credits < 2 ? "" : "s") à une entreprise",
        "\(credits) listing credit\(credits == 1 ? "" : "s") granted to a company")
    default: return nil
    }
  }

  private var reward: Said {
    event["kind"] == "sponsorship" ? Said("Part de parrainage", "Sponsor’s share") : Said("Prime", "Bonus")
  }

  /// What a claim is about, in its unit.
  private var amount: Said {
    let amount = Int(clamping: (event.number("amount") ?? 0).magnitude)
    switch event["unit"] {
    case "points": return Said("\(amount) points", "\(amount) points")
    case "listing-credits": return Said("\(amount) crédits d’annonce", "\(amount) listing credits")
    default: return Said(Money.text(amount, in: .french), Money.text(amount, in: .english))
    }
  }
}
