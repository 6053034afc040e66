namespace Acp.Fakes;

/// <summary>A webhook endpoint as an account lists it. Whether anything is sent there is the sender's matter.</summary>
/// <param name="Url">As it was typed.</param>
/// <param name="EnabledEvents">Types, or <c>*</c>.</param>
/// <param name="Account">Null: the seller's.</param>
public sealed record FakeRegistration(string Url, IReadOnlyList<string> EnabledEvents, bool IsEnabled = true, string? Account = null);
