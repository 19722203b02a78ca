package l10n

// Mistake is what happened and what to do, by the mistake that args name (see the package
// mistake). Both are empty where they name none. What happened begins with its line, where
// args have one.
func Mistake(locale Locale, args map[string]string) (what, todo string) {
	name := args["mistake"]
	if name == "" {
		return "", ""
	}
	what, todo = Text(locale, "mistake."+name+".what", args), Text(locale, "mistake."+name+".todo", args)
	switch {
	case args["line"] == "", args["line"] == "0":
		return what, todo
	case args["path"] == args["script"]:
		return Text(locale, "mistake.inLine", args) + " " + what, todo
	}
	return Text(locale, "mistake.inFile", args) + " " + what, todo
}
