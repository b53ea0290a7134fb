import Hummingbird

/// What Hummingbird keeps of a request.
struct ConsoleContext: RequestContext {
  var coreContext: CoreRequestContextStorage

  init(source: Source) {
    coreContext = CoreRequestContextStorage(source: source)
  }
}
