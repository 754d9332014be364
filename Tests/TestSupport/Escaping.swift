/// Bytes as a developer's terminal may show them: printable ASCII as it is, the rest as escapes.
package func escaped(_ bytes: some Sequence<UInt8>, most: Int = 400) -> String {
    let all = Array(bytes)
    var shown = ""
    for scalar in String(decoding: all.prefix(most), as: UTF8.self).unicodeScalars {
        shown += escaped(scalar)
    }
    return all.count > most ? shown + "… (\(all.count) bytes)" : shown
}

package func escaped(_ text: String, most: Int = 400) -> String {
    escaped(text.utf8, most: most)
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x20..<0x7F: String(scalar)
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0D: "\\r"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
}
