using System;

/// <summary>Runs the application that the argument names.</summary>
public static class Program
{
    public static void Main(string[] arguments)
    {
        switch (arguments[0])
        {
            case "minimal":
                Minimal.Run();
                break;
            case "every-class":
                EveryClass.Run();
                break;
            case "invalid-declaration":
                InvalidDeclaration.Run();
                break;
            default:
                throw new ArgumentException($"got \"{arguments[0]}\", expected the name of an application");
        }
    }
}
