/** What a browser sees at `/`, until the chat page takes its place. */
export const START_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Infobip sandbox</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 40em; margin: 3em auto; padding: 0 1em }</style>
</head>
<body>
<h1>Infobip sandbox</h1>
<p>This server stands in for Infobip's Facebook API, so that the n8n nodes can be tried without an
account. Nothing sent here reaches Facebook.</p>
<ul>
<li><a href="/_sandbox/state">Applications, configurations and actions</a></li>
<li><a href="/_sandbox/requests">Requests of the Infobip side</a></li>
<li><a href="/_sandbox/forwards">Forwards and their attempts</a></li>
<li><a href="/_sandbox/conversations">Customers who have talked to the business</a></li>
<li><a href="/_sandbox/faults">Faults in force</a></li>
</ul>
</body>
</html>
`;
