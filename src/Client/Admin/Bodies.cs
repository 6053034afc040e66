namespace Acp.Client.Admin;

internal sealed record ReasonBody(string Reason);

internal sealed record CancellationBody(string Reason, IReadOnlyList<LineQuantity>? Lines);

internal sealed record NoteBody(string Text);

internal sealed record RedeliveryBody(string Reason, long? From);

internal sealed record RegistrationBody(string Domain, string Profile);

internal sealed record ProfileBody(string Profile);

internal sealed record ErasureBody(string? Order, string? Session, string? Buyer, string Reason, bool Overrule);
