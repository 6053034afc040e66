using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway.Http;

/// <summary>A POST that passed every check of its envelope. What its body asks for is for the version to read.</summary>
/// <param name="Body">Null where there was none.</param>
internal sealed record Post(IAcpVersion Version, Call Call, JsonElement? Body);
