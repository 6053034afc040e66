namespace Acp.Gateway; public static class Program { public static void Main() { } }
