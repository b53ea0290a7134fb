import ConsoleService

await ConsoleProgram.main()
