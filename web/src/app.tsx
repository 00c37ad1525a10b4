export function App() {
  return (
    <main class="container">
      <h1>Conduct</h1>
    </main>
  );
}
