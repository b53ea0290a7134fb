import Testing
import Topology

/// Contract, Permissions; M8, M9.
@Suite struct PermissionTests {
  @Test("A service declares nothing and consumes its own queues only", arguments: ServiceName.allCases)
  func ownQueuesOnly(service: ServiceName) throws {
    let access = try rights(of: service.rawValue)
    let own = Set(Topology.queues(of: service).map(\.name))
    for queue in Topology.allQueues {
      #expect(try access.mayConsume(queue.name) == own.contains(queue.name), "\(queue.name)")
      #expect(try !access.mayDeclare(queue.name))
    }
    for exchange in Exchange.allCases {
      #expect(try !access.mayDeclare(exchange.rawValue))
    }
  }

  @Test("A service publishes events and dead letters under its own first word only", arguments: ServiceName.allCases)
  func ownWordOnly(service: ServiceName) throws {
    let access = try rights(of: service.rawValue)
    for other in ServiceName.allCases {
      #expect(try access.mayPublish(.events, "\(other.rawValue).something") == (other == service))
      #expect(try access.mayPublish(.deadLetters, "\(other.rawValue).something") == (other == service))
    }
    #expect(try !access.mayPublish(.commands, "\(service.rawValue).something"))
    #expect(try !access.mayPublish(.integration, "payout.confirmed"))
    #expect(try access.mayPublish(.notifications, "staff.member-joined") == (service == .notifications))
  }

  @Test("Contact details reach only who must know them (M9)", arguments: ServiceName.allCases)
  func contactDetails(service: ServiceName) throws {
    let access = try rights(of: service.rawValue)
    let tells = service == .notifications
    #expect(try access.mayBind(nil, to: .events, "members.contact-changed") == tells)
    #expect(try access.mayBind(nil, to: .events, "members.invitation-delivery-requested") == tells)
    #expect(try access.mayBind(nil, to: .events, "members.invitation-of-member-requested") == tells)
    #expect(try access.mayBind(nil, to: .events, "members.member-identified") == (service == .recommendations))
    #expect(try access.mayBind(nil, to: .events, "offers.company-contact-changed") == tells)
    #expect(
      try access.mayBind(nil, to: .events, "recommendations.candidate-registered")
        == (tells || service == .qualification)
    )
  }

  @Test("A wildcard does not widen what may be bound", arguments: ["#", "*.*", "members.#", "members.*", "*.#"])
  func wildcards(key: String) throws {
    for service in ServiceName.allCases {
      #expect(try !rights(of: service.rawValue).mayBind(nil, to: .events, key), "\(service)")
    }
    #expect(try !rights(of: "finance").mayBind("finance.payouts", to: .notifications, key))
  }

  @Test("The ATS reports hires and reads its replies, nothing else")
  func ats() throws {
    let access = try rights(of: "ats")
    #expect(try access.mayPublish(.integration, "hire.reported"))
    #expect(try access.mayPublish(.integration, "hire.withdrawn"))
    #expect(try !access.mayPublish(.integration, "payout.confirmed"))
    for exchange in Exchange.allCases where exchange != .integration {
      #expect(try !access.mayPublish(exchange, "hire.reported"))
    }
    #expect(try access.mayDeclare("ats.replies") && access.mayConsume("ats.replies"))
    for exchange in Exchange.allCases {
      #expect(try !access.mayBind("ats.replies", to: exchange, "staff.member-joined"))
    }
  }

  @Test("Finance confirms payouts and binds the two keys that tell it of them")
  func finance() throws {
    let access = try rights(of: "finance")
    #expect(try access.mayPublish(.integration, "payout.confirmed"))
    #expect(try !access.mayPublish(.integration, "hire.reported"))
    #expect(try access.mayDeclare("finance.payouts") && access.mayConsume("finance.payouts"))
    #expect(try access.mayBind("finance.payouts", to: .notifications, "finance.payout-requested"))
    #expect(try access.mayBind("finance.payouts", to: .notifications, "finance.payout-cancelled"))
    #expect(try !access.mayBind("finance.payouts", to: .notifications, "staff.payout-requested"))
    #expect(try !access.mayBind("finance.payouts", to: .events, "rewards.payout-requested"))
  }

  @Test("Staff tools command, and read every notification, live and replayed (N3)")
  func staff() throws {
    let access = try rights(of: "staff")
    for service in ServiceName.allCases {
      #expect(try access.mayPublish(.commands, "\(service.rawValue).something"))
    }
    #expect(try access.mayDeclare("staff.dashboard") && access.mayConsume("staff.dashboard"))
    #expect(try access.mayBind("staff.dashboard", to: .notifications, "#"))
    #expect(try access.mayConsume(Topology.notificationsStream))
    #expect(try !access.mayBind("staff.dashboard", to: .events, "members.contact-changed"))
    #expect(try !access.mayConsume("rewards.dead-letters"))
    for exchange in Exchange.allCases where exchange != .commands {
      #expect(try !access.mayPublish(exchange, "rewards.reward-granted"))
    }
  }

  @Test("The console says what staff may, and has queues of its own alone")
  func console() throws {
    let (access, staff) = (try rights(of: "console"), try rights(of: "staff"))
    for exchange in Exchange.allCases {
      for key in ["members.join", "rewards.change-policy", "nobody.anything", "hire.reported", "staff.member-joined"] {
        #expect(try access.mayPublish(exchange, key) == staff.mayPublish(exchange, key), "\(exchange) \(key)")
      }
      #expect(try !access.mayDeclare(exchange.rawValue))
    }
    let own = "staff.console.1"
    #expect(try access.mayDeclare(own) && access.mayConsume(own) && access.mayBind(own, to: .notifications, "#"))
    for queue in ["staff.dashboard", "staff.console", "staff.consoles.1", AccessMatrix.queueNamedByServer] {
      #expect(try !access.mayDeclare(queue) && !access.mayConsume(queue), "\(queue)")
      #expect(try !access.mayBind(queue, to: .notifications, "#"), "\(queue)")
    }
    for queue in Topology.allQueues.map(\.name) {
      #expect(try access.mayConsume(queue) == (queue == Topology.notificationsStream), "\(queue)")
    }
  }

  @Test("The console's login for letters takes letters and replays them, and nothing else")
  func letters() throws {
    let access = try rights(of: "console-letters")
    let letters = Set(ServiceName.allCases.map { Topology.deadLettersQueue(of: $0).name } + [Topology.unroutableQueue])
    for queue in Topology.allQueues.map(\.name) {
      #expect(try access.mayConsume(queue) == letters.contains(queue), "\(queue)")
      #expect(try !access.mayDeclare(queue), "\(queue)")
    }
    for queue in ["xrewards.dead-letters", "rewardsxdead-letters", "rewards.dead-letters.more", "staff.console.1"] {
      #expect(try !access.mayConsume(queue) && !access.mayDeclare(queue), "\(queue)")
    }
    for exchange in Exchange.allCases {
      for key in ["rewards.commands", "members.join", "rewards.reward-granted", "payout.confirmed"] {
        #expect(try access.mayPublish(exchange, key) == (exchange == .replay), "\(exchange) \(key)")
      }
      #expect(try !access.mayBind("rewards.dead-letters", to: exchange, "#"))
    }
    #expect(try !access.mayPublishToAnyQueue())
  }

  @Test("Nobody but the administrator and the console's login for letters replays anything")
  func replays() throws {
    let replaying = try Topology.users.filter { try Access($0).mayPublish(.replay, "rewards.commands") }
    #expect(replaying.map(\.name) == ["console-letters", "coopt-admin"])
  }

  @Test("Clients may have queues that the broker names, who bind their own those too, and services none")
  func namedByServer() throws {
    let queue = AccessMatrix.queueNamedByServer
    for login in ["staff", "site", "company", "ats", "finance"] {
      let access = try rights(of: login)
      #expect(try access.mayDeclare(queue) && access.mayConsume(queue), "\(login)")
      for exchange in Exchange.allCases {
        #expect(try !access.mayDeclare(exchange.rawValue), "\(login)")
        // As their own queues, and no key more.
        for key in ["#", "staff.#", "member.#", "company.#", "finance.payout-requested", "members.join", "*.*"] {
          let own = try access.mayBind("\(login).own", to: exchange, key)
          #expect(try access.mayBind(queue, to: exchange, key) == own, "\(login) \(exchange) \(key)")
        }
      }
      for name in ["amq.default", "amq.gen", "amq.topic", "xamq.gen-1", "amqxgen-1"] {
        #expect(try !access.mayDeclare(name) && !access.mayConsume(name), "\(login) \(name)")
      }
      #expect(try !access.mayPublishToAnyQueue())
    }
    for service in ServiceName.allCases {
      #expect(try !rights(of: service.rawValue).mayDeclare(queue) && !rights(of: service.rawValue).mayConsume(queue))
    }
  }

  @Test("Only the administrator sees the management interface, and there is no guest")
  func administrator() {
    #expect(Topology.users.filter { $0.tags != [AMQPUser.declared] }.map(\.name) == ["coopt-admin"])
    #expect(!Topology.users.contains { $0.name == "guest" })
  }

  private func rights(of name: String) throws -> Access {
    Access(try #require(Topology.users.first { $0.name == name }))
  }
}
