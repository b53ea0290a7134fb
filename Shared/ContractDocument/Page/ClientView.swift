/// Clients as HTML, by what they do.
struct ClientView {
  private let examples: [ClientExample]

  /// Clients in the order of their tasks.
  init(_ examples: [ClientExample]) {
    self.examples = examples
  }

  /// A heading for each task, and its programs under it.
  var html: String {
    let tasks = examples.map(\.task).reduce(into: [String]()) { tasks, task in
      if !tasks.contains(task) { tasks.append(task) }
    }
    return tasks.map { task in
      let own = examples.filter { $0.task == task }
      let title = own[0].taskTitle
      return "<h3 id=\"client-\(HTML.anchor(task))\">\(HTML.escaped(title))</h3>\n"
        + own.map(Self.program).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func program(_ example: ClientExample) -> String {
    let name = HTML.escaped(example.name)
    return """
      <details class="client" id="client-\(HTML.anchor(example.name))"><summary>\(HTML.escaped(example.clientTitle)) \
      <span class="fine">\(name)</span></summary>
      <pre><code>\(HTML.escaped(example.text))</code></pre>
      </details>
      """
  }
}
