// A host on MUI: its own components, with its theme as CSS variables.
import {
  Button,
  Card,
  CardActions,
  CardContent,
  CardHeader,
  CssBaseline,
  createTheme,
  Switch,
  ThemeProvider,
  Typography,
} from '@mui/material'
import type { ReactElement, ReactNode } from 'react'
import recipe from '../../../../../docs/recipes/mui.css?raw'
import frame from './mui-frame.css?raw'
import { Stylesheets } from './Stylesheets.tsx'

interface MuiThemeProps {
  children: ReactNode
  /** The toolbar's. */
  theme: 'system' | 'light' | 'dark'
}

const mui = createTheme({
  cssVariables: { colorSchemeSelector: 'class' },
  colorSchemes: { light: true, dark: true },
})
const SHEETS = [frame, recipe]

export function MuiTheme({ children, theme }: MuiThemeProps): ReactElement {
  return (
    <ThemeProvider key={theme} theme={mui} defaultMode={theme} storageManager={null}>
      <CssBaseline />
      <Stylesheets sheets={SHEETS} />
      <div className="mui-frame">
        <Card variant="outlined">
          <CardHeader
            title="Stripe"
            subheader="Payments and payouts, every hour."
            action={<Switch defaultChecked slotProps={{ input: { 'aria-label': 'Stripe' } }} />}
          />
          <CardContent>
            <Typography>Connected as Harborline Ltd.</Typography>
          </CardContent>
          <CardActions>
            <Button variant="contained">Sync now</Button>
            <Button variant="outlined">Disconnect</Button>
          </CardActions>
        </Card>
        <div className="mui-frame-parts">{children}</div>
      </div>
    </ThemeProvider>
  )
}
