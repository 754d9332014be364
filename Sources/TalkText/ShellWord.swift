extension String {
    /// The same as one word of a POSIX shell: quoted where it would be more than that.
    package var shellWord: String {
        let isPlain = unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0)
                || "/._-+".unicodeScalars.contains($0)
        }
        if isPlain && !isEmpty { return self }
        // Scalar by scalar: a quotation mark with an accent is one to the shell.
        return "'" + unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    }
}
