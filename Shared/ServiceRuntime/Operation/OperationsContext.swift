import Hummingbird
import NIOCore

/// What a request to the service's HTTP side comes with: its connection, besides what Hummingbird needs.
struct OperationsContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The connection that the request came over.
  let channel: any Channel

  init(source: Source) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
