using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Acp.Browser.Tests")]
[assembly: InternalsVisibleTo("Acp.Client.Tests")]
[assembly: InternalsVisibleTo("Acp.Deploy.Tests")]
[assembly: InternalsVisibleTo("Acp.Gateway.Tests")]

// It records the rows of a checkout through the very composition that it measures.
[assembly: InternalsVisibleTo("Acp.Bench")]
