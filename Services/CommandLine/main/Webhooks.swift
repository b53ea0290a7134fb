import ArgumentParser
import CooptCommandLine
import Messages

/// `coopt webhooks`.
struct Webhooks: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "See to webhooks that other systems posted: list, show, retry, discard; and which job is which offer.",
    discussion: """
      A webhook that is authentic and could not be understood waits for somebody ('list --state quarantined'). It is looked \
      at again when its job is mapped ('map'), or by hand ('retry'). What people are named in is masked unless revealed.
      Who decides is kept: --actor, else COOPT_ACTOR.
      """,
    subcommands: [
      WebhooksList.self, WebhooksShow.self, WebhooksRetry.self, WebhooksDiscard.self, WebhooksMap.self,
      WebhooksUnmap.self, WebhooksMappings.self, WebhooksSources.self,
    ]
  )
}

extension DeliveryState: ExpressibleByArgument {}

extension QuarantineReason: ExpressibleByArgument {}
