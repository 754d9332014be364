/// A language that the programs speak.
package enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case portuguese = "pt_BR"
}
