using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Acp.Deploy.Tests")]
[assembly: InternalsVisibleTo("Acp.Gateway.Tests")]
