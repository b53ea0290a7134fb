package import Vocabulary

/// The days that instalments count from (W9).
package struct HireDates: Hashable, Sendable {
  /// When the candidate was hired.
  package let hiredAt: Timestamp
  /// When the work begins, where that is known.
  package let startsAt: Timestamp?

  package init(hiredAt: Timestamp, startsAt: Timestamp? = nil) {
    self.hiredAt = hiredAt
    self.startsAt = startsAt
  }

  /// Both.
  package var instants: [Timestamp] { [hiredAt] + (startsAt.map { [$0] } ?? []) }

  /// The instant that a part counts from; a start that nobody told is the hire.
  package func instant(of start: InstalmentStart) -> Timestamp {
    switch start {
    case .hire: hiredAt
    case .start: startsAt ?? hiredAt
    }
  }
}

extension Hire {
  /// The days that what it earns is paid by; nil until it is reported.
  package var dates: HireDates? { hiredAt.map { HireDates(hiredAt: $0, startsAt: startsAt) } }
}

extension Hire.Report {
  /// The days that what the hire earns is paid by.
  package var dates: HireDates { HireDates(hiredAt: hiredAt, startsAt: startsAt) }
}

extension InstalmentPlan {
  /// When each part is asked for, in the order of the plan.
  package func days(from dates: HireDates, in calendar: PolicyCalendar) -> [CalendarDay] {
    parts.map { calendar[dates.instant(of: $0.from)].adding(days: $0.days) }
  }

  /// Parts of a settled reward with the days that they have now, where those of the hire turned out otherwise.
  ///
  /// A holder's parts keep their places: the earliest stays the earliest.
  package func moved(_ parts: [Instalment], from dates: HireDates, in calendar: PolicyCalendar) -> [Instalment] {
    let days = days(from: dates, in: calendar)
    let earliestFirst = days.sorted()
    return parts.map { part in
      var part = part
      if earliestFirst.indices.contains(part.part - 1) { part.dueOn = earliestFirst[part.part - 1] }
      return part
    }
  }
}

extension BonusSettlement {
  /// What is owed in the parts of a plan, each holder's money of its own; the earliest first (W9).
  package func instalments(
    of reward: RewardID, by plan: InstalmentPlan, from dates: HireDates, in calendar: PolicyCalendar
  ) -> [Instalment] {
    instalments(of: reward, by: plan, on: plan.days(from: dates, in: calendar))
  }

  /// What is owed in one part for each who gets of it, today: a sponsor's share does not wait (W9).
  package func instalments(of reward: RewardID, on today: CalendarDay) -> [Instalment] {
    instalments(of: reward, by: .atTheHire, on: [today])
  }

  private func instalments(of reward: RewardID, by plan: InstalmentPlan, on days: [CalendarDay]) -> [Instalment] {
    let order = days.indices.sorted { (days[$0], $0) < (days[$1], $1) }
    let owed = payables.enumerated().flatMap { place, payable in
      let shares = plan.parts(of: payable.amount)
      // A cent is not divided: parts that come to nothing are none, yet keep their places.
      return order.enumerated().filter { shares[$0.element] > 0 }.map { part, index in
        (place: place, part: part + 1, day: days[index], payable: payable, amount: shares[index])
      }
    }
    return owed.sorted { ($0.day, $0.place, $0.part) < ($1.day, $1.place, $1.part) }.enumerated().map { place, owed in
      Instalment(
        rewardID: reward, position: place + 1, holder: owed.payable.holder, part: owed.part, dueOn: owed.day,
        amount: owed.amount)
    }
  }
}
