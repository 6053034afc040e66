using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Acp.Stripe.Tests")]
