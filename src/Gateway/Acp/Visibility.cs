using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Acp.Gateway.Tests")]
