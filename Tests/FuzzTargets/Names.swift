import TalkText

/// A name is what it says, whoever chose it; and who looks like somebody is found.
func checkNames(_ input: FuzzInput) {
    let texts = input.text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let names = texts.prefix(2).map(String.init).compactMap(checked)
    for name in names {
        let likeness = Likeness(of: name)
        demand(likeness.resembles(likeness), "a name resembles itself")
        checkCase(of: name, likeness)
    }
    guard names.count == 2 else { return }
    let (one, other) = (Likeness(of: names[0]), Likeness(of: names[1]))
    demand(one.resembles(other) == other.resembles(one), "likeness goes both ways")
    demand(!one.resembles(other) || one.key == other.key, "names that resemble have one key")
}

private func checked(_ text: String) -> Name? {
    let login = Name(login: text)
    demandSound(login, maxCharacters: TextLimits.maxLoginCharacters)
    demand(
        areSame(Name(login: login.string).string, login.string),
        "the name of a login, as a login, is the same")
    _ = Likeness(of: login)
    guard let name = Name(text) else { return nil }
    demandSound(name, maxCharacters: TextLimits.maxNameCharacters)
    guard let again = Name(name.string) else { fatalError("a name is no name") }
    demand(areSame(again.string, name.string), "a name that is taken again is the same")
    demand(areSame(Name(login: name.string).string, name.string), "and so it is as a login")
    return name
}

private func demandSound(_ name: Name, maxCharacters: Int) {
    let scalars = name.string.unicodeScalars
    demand((1...maxCharacters).contains(scalars.count), "a name's length has limits")
    demand(!scalars.contains(where: isForbidden), "a name has no controls and nothing invisible")
    demand(
        !scalars.contains { $0.properties.isWhitespace || $0 == ":" || $0 == "/" },
        "a name is one word")
    demand(
        areSame(SafeText(sanitizing: name.string).string, name.string), "a name is safe text")
}

private func checkCase(of name: Name, _ likeness: Likeness) {
    for changed in [name.string.lowercased(), name.string.uppercased()] {
        guard let other = Name(changed) else { continue }
        demand(Likeness(of: other).resembles(likeness), "case does not tell names apart")
    }
}
